<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>Activity</name>
    <message>
        <source>Progress of what moves now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried again {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Sending %Ln photos</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was uploaded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is to be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rates of the last five minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be brought anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is on one NAS only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is on both NAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup failed, main was undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upload failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed meanwhile, is taken again</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos leave {role}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tries</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given up</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Album</name>
    <message>
        <source>Held: its photos are gone from this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused. {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, all safe</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{all}, {safe} safe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Albums</name>
    <message>
        <source>Albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder here to keep its photos safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No albums yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the folder where your photos are, or drop it here. PicUp watches it and keeps every photo in it on both NAS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which folder holds your photos?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add album</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Should PicUp ever need a decision, it is asked here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Could not be deleted on a NAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo could not be uploaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photos of an album are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A NAS shows another identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A NAS takes nothing more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo is damaged or lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files can&apos;t be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup has been away for a while</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys can&apos;t be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletions wait in the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} could not be removed from {storage} in {attempts} attempts. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photos of {album} are gone from this computer. {reason} Keep them on the NAS, or delete them there too?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup has been away since {since}, and {waiting} photos wait for it. They can be kept on main alone until it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{storage}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them on the NAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete them there too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them on main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored. It is not shown any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Drop</name>
    <message>
        <source>Drop the folder to keep its photos safe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the album is safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have you put the kit away?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has given the recovery kit back yet. Without it, nothing can be read once this computer is lost. Settings lets you check it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pause</name>
    <message>
        <source>For 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 4 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>{duration} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the upload</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Bringing %Ln photos to both NAS</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoveAlbum</name>
    <message>
        <source>Remove album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}” from PicUp?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder on this computer stays as it is. {photos} rest on the NAS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them on the NAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete them there too, after %Ln days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The new language shows when PicUp&apos;s window starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries after an upload failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause between those tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file is taken when it was quiet for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo that failed waits at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask what to do when backup is away for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for sealed photos on their way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room that always stays free on this disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries before a deletion is given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos deleted in one go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletions taken ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A deletion may take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for the deletion queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries to reach the deletion queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold an album that loses more than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and more photos than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for a NAS to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up a transfer that stands still for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign of life on a connection every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections to one NAS at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the same alert again after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a notification again for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for a notification target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts in a minute at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it on main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When backup misses a photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo is called safe only when it rests on both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted photos stay on the NAS for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until then, a deletion can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell me on the desktop when something needs me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name files in messages that leave this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slack, mail and a hundred other targets are added on the command line for now: picup alert add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections and alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show fewer numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start PicUp with this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery kit and lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kit opens everything when this computer is gone. Keep it away from here and from both NAS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 24 words, or the line AGE-SECRET-KEY-1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of the recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked, no photo can be read here. Uploads go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kit is right: it opens this vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kit was given back and is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has given the kit back yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Sending {rate}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} for {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photos rest here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used, sealed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln seconds</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {duration}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>PicUp goes on here. To end it, choose Quit from this icon&apos;s menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open PicUp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention ({count})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Passphrase, if this computer has no keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos can&apos;t be read until you unlock it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Looking after your photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are on both NAS</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{safe} of {all} are on both NAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through your albums…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos that appear in your albums are kept safe by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which photos shall be kept safe?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the folder where your photos are. Everything else is automatic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The others are on their way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gave no reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program in the background does not start. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither NAS has answered for {duration}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{role} has not answered for {duration}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{role} has refused us for {duration}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{role} has been full for {duration}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos wait for it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Paused by you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused for the quiet hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused while the battery is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused on a metered connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The others wait for their turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last contact with both {ago}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Which photos shall be kept safe?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folders where they are. PicUp watches them from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From now on, by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New photos are brought to both NAS as soon as they are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start PicUp with this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PicUp then waits in the tray. Closing its window does not stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 words that open everything, even when this computer is gone and PicUp with it. Print it, and keep it away from here and from both NAS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File of the recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the vault and save the kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the kit as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring. Choose a passphrase: it seals the keys on this computer, and is asked for when PicUp starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the page to print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give two of its words back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So you know that the kit is in your hands and readable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is made on both…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is made. The kit is saved, as text and as a page to print.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word {number} is another one. Look at the kit&apos;s numbered words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is right. Put the kit away now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two places for your photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every photo rests on both, sealed, so that whoever holds a box can&apos;t look into it. Best in two different houses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAS over SFTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder or mounted share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice NAS on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A practice NAS starts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A vault rests there already. Choose another folder for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or SSH key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small SFTP server for looking around. It runs only while this window is open and protects nothing: use it to see how everything works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where shall the sealed photos rest?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to PicUp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
