<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_US">
<context>
    <name>Activity</name>
    <message numerus="yes">
        <source>Sending %Ln photos</source>
        <translation>
            <numerusform>Sending %Ln photo</numerusform>
            <numerusform>Sending %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos leave {role}</source>
        <translation>
            <numerusform>%Ln photo leaves {role}</numerusform>
            <numerusform>%Ln photos leave {role}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tries</source>
        <translation>
            <numerusform>%Ln try</numerusform>
            <numerusform>%Ln tries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more albums</source>
        <translation>
            <numerusform>and %Ln more album</numerusform>
            <numerusform>and %Ln more albums</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AddAlbum</name>
    <message numerus="yes">
        <source>%Ln folders could not be added</source>
        <translation>
            <numerusform>%Ln folder could not be added</numerusform>
            <numerusform>%Ln folders could not be added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln albums</source>
        <translation>
            <numerusform>Add album</numerusform>
            <numerusform>Add %Ln albums</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln albums were added. Their photos are on their way.</source>
        <translation>
            <numerusform>%Ln album was added. Its photos are on their way.</numerusform>
            <numerusform>%Ln albums were added. Their photos are on their way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folders can&apos;t be read</source>
        <translation>
            <numerusform>%Ln folder can&apos;t be read</numerusform>
            <numerusform>%Ln folders can&apos;t be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files are not kept</source>
        <translation>
            <numerusform>%Ln other file is not kept</numerusform>
            <numerusform>%Ln other files are not kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Album</name>
    <message numerus="yes">
        <source>%Ln files not kept</source>
        <translation>
            <numerusform>%Ln file not kept</numerusform>
            <numerusform>%Ln files not kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, all safe</source>
        <translation>
            <numerusform>%Ln photo, safe</numerusform>
            <numerusform>%Ln photos, all safe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos not stored yet</source>
        <translation>
            <numerusform>%Ln photo not stored yet</numerusform>
            <numerusform>%Ln photos not stored yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos waiting</source>
        <translation>
            <numerusform>%Ln photo waiting</numerusform>
            <numerusform>%Ln photos waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Albums</name>
    <message numerus="yes">
        <source>%Ln files not kept: {kinds}</source>
        <translation>
            <numerusform>%Ln file not kept: {kinds}</numerusform>
            <numerusform>%Ln files not kept: {kinds}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>%Ln duplicate</numerusform>
            <numerusform>%Ln duplicates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They stay for %Ln more days under Recently deleted, and can be restored from there.</source>
        <translation>
            <numerusform>They stay for %Ln more day under Recently deleted, and can be restored from there.</numerusform>
            <numerusform>They stay for %Ln more days under Recently deleted, and can be restored from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The replaced version stays there for %Ln more days.</source>
        <translation>
            <numerusform>The replaced version stays there for %Ln more day.</numerusform>
            <numerusform>The replaced version stays there for %Ln more days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are deleted.</source>
        <translation>
            <numerusform>%Ln photo is deleted.</numerusform>
            <numerusform>%Ln photos are deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message numerus="yes">
        <source>%Ln more are not listed; they are asked about later.</source>
        <translation>
            <numerusform>%Ln more is not listed; it is asked about later.</numerusform>
            <numerusform>%Ln more are not listed; they are asked about later.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their good version stays on both storages for %Ln more days.</source>
        <translation>
            <numerusform>Their good version stays on both storages for %Ln more day.</numerusform>
            <numerusform>Their good version stays on both storages for %Ln more days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The version that is not chosen stays on both storages for %Ln more days.</source>
        <translation>
            <numerusform>The version that is not chosen stays on both storages for %Ln more day.</numerusform>
            <numerusform>The version that is not chosen stays on both storages for %Ln more days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are back.</source>
        <translation>
            <numerusform>%Ln photo is back.</numerusform>
            <numerusform>%Ln photos are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not back.</source>
        <translation>
            <numerusform>%Ln photo is not back.</numerusform>
            <numerusform>%Ln photos are not back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message numerus="yes">
        <source>Changing the dates of %Ln photos…</source>
        <translation>
            <numerusform>Changing the date of %Ln photo…</numerusform>
            <numerusform>Changing the dates of %Ln photos…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos have another date.</source>
        <translation>
            <numerusform>%Ln photo has another date.</numerusform>
            <numerusform>%Ln photos have another date.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were deleted meanwhile.</source>
        <translation>
            <numerusform>%Ln file was deleted meanwhile.</numerusform>
            <numerusform>%Ln files were deleted meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the dates of %Ln photos</source>
        <translation>
            <numerusform>Change the date of %Ln photo</numerusform>
            <numerusform>Change the dates of %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message numerus="yes">
        <source>%Ln photos stand in several places.</source>
        <translation>
            <numerusform>%Ln photo stands in several places.</numerusform>
            <numerusform>%Ln photos stand in several places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more places</source>
        <translation>
            <numerusform>and %Ln more place</numerusform>
            <numerusform>and %Ln more places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>Export %Ln photos</source>
        <translation>
            <numerusform>Export %Ln photo</numerusform>
            <numerusform>Export %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them you turned; the files lie as before. JPEG is turned as you see it.</source>
        <translation>
            <numerusform>%Ln of them you turned; its file lies as before. JPEG is turned as you see it.</numerusform>
            <numerusform>%Ln of them you turned; the files lie as before. JPEG is turned as you see it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln films go as they are; they may say their place, and are left out without it.</source>
        <translation>
            <numerusform>%Ln film goes as it is; it may say its place, and is left out without it.</numerusform>
            <numerusform>%Ln films go as they are; they may say their place, and are left out without it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be exported</source>
        <translation>
            <numerusform>%Ln photo could not be exported</numerusform>
            <numerusform>%Ln photos could not be exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are exported</source>
        <translation>
            <numerusform>%Ln file is exported</numerusform>
            <numerusform>%Ln files are exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new files</source>
        <translation>
            <numerusform>%Ln new file</numerusform>
            <numerusform>%Ln new files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were there already.</source>
        <translation>
            <numerusform>%Ln file was there already.</numerusform>
            <numerusform>%Ln files were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files got another name; nothing was overwritten.</source>
        <translation>
            <numerusform>%Ln file got another name; nothing was overwritten.</numerusform>
            <numerusform>%Ln files got another name; nothing was overwritten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files went as they are.</source>
        <translation>
            <numerusform>%Ln file went as it is.</numerusform>
            <numerusform>%Ln files went as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos lie as their files say.</source>
        <translation>
            <numerusform>%Ln photo lies as its file says.</numerusform>
            <numerusform>%Ln photos lie as their files say.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were deleted meanwhile.</source>
        <translation>
            <numerusform>%Ln photo was deleted meanwhile.</numerusform>
            <numerusform>%Ln photos were deleted meanwhile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message numerus="yes">
        <source>%Ln more are not listed.</source>
        <translation>
            <numerusform>%Ln more is not listed.</numerusform>
            <numerusform>%Ln more are not listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>%Ln earlier versions of edited photos are kept, {size}.</source>
        <translation>
            <numerusform>%Ln earlier version of an edited photo is kept, {size}.</numerusform>
            <numerusform>%Ln earlier versions of edited photos are kept, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier versions of edited photos are kept, {size}, the last until {day}.</source>
        <translation>
            <numerusform>%Ln earlier version of an edited photo is kept, {size}, until {day}.</numerusform>
            <numerusform>%Ln earlier versions of edited photos are kept, {size}, the last until {day}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were brought to both storages.</source>
        <translation>
            <numerusform>%Ln photo was brought to both storages.</numerusform>
            <numerusform>%Ln photos were brought to both storages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message numerus="yes">
        <source>Bringing %Ln files back…</source>
        <translation>
            <numerusform>Bringing %Ln file back…</numerusform>
            <numerusform>Bringing %Ln files back…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are back in their place.</source>
        <translation>
            <numerusform>%Ln file is back in its place.</numerusform>
            <numerusform>%Ln files are back in their place.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{photos} in %Ln files</source>
        <translation>
            <numerusform>{photos} in %Ln file</numerusform>
            <numerusform>{photos} in %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln photos?</source>
        <translation>
            <numerusform>Delete %Ln photo?</numerusform>
            <numerusform>Delete %Ln photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files with it</source>
        <translation>
            <numerusform>%Ln file with it</numerusform>
            <numerusform>%Ln files with it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files with them</source>
        <translation>
            <numerusform>%Ln file with them</numerusform>
            <numerusform>%Ln files with them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The files go to this computer&apos;s trash. On both storages they stay for %Ln more days, under Recently deleted.</source>
        <translation>
            <numerusform>The files go to this computer&apos;s trash. On both storages they stay for %Ln more day, under Recently deleted.</numerusform>
            <numerusform>The files go to this computer&apos;s trash. On both storages they stay for %Ln more days, under Recently deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleting %Ln photos…</source>
        <translation>
            <numerusform>Deleting %Ln photo…</numerusform>
            <numerusform>Deleting %Ln photos…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are deleted.</source>
        <translation>
            <numerusform>%Ln photo is deleted.</numerusform>
            <numerusform>%Ln photos are deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be deleted.</source>
        <translation>
            <numerusform>%Ln photo could not be deleted.</numerusform>
            <numerusform>%Ln photos could not be deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message numerus="yes">
        <source>%Ln more came since it began.</source>
        <translation>
            <numerusform>%Ln more came since it began.</numerusform>
            <numerusform>%Ln more came since it began.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bringing %Ln photos to both storages</source>
        <translation>
            <numerusform>Bringing %Ln photo to both storages</numerusform>
            <numerusform>Bringing %Ln photos to both storages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoveAlbum</name>
    <message numerus="yes">
        <source>Delete them there too, after %Ln days</source>
        <translation>
            <numerusform>Delete them there too, after %Ln day</numerusform>
            <numerusform>Delete them there too, after %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message numerus="yes">
        <source>%Ln photos that you chose</source>
        <translation>
            <numerusform>%Ln photo that you chose</numerusform>
            <numerusform>%Ln photos that you chose</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be restored</source>
        <translation>
            <numerusform>%Ln photo could not be restored</numerusform>
            <numerusform>%Ln photos could not be restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are there</source>
        <translation>
            <numerusform>The photo is there</numerusform>
            <numerusform>All %Ln photos are there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were there already.</source>
        <translation>
            <numerusform>%Ln photo was there already.</numerusform>
            <numerusform>%Ln photos were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were written beside different files of the same name; nothing was overwritten.</source>
        <translation>
            <numerusform>%Ln photo was written beside a different file of the same name; nothing was overwritten.</numerusform>
            <numerusform>%Ln photos were written beside different files of the same name; nothing was overwritten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos got a name that this computer can have.</source>
        <translation>
            <numerusform>%Ln photo got a name that this computer can have.</numerusform>
            <numerusform>%Ln photos got a name that this computer can have.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are edited now.</source>
        <translation>
            <numerusform>%Ln of them is edited now.</numerusform>
            <numerusform>%Ln of them are edited now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have another name or folder now.</source>
        <translation>
            <numerusform>%Ln of them has another name or folder now.</numerusform>
            <numerusform>%Ln of them have another name or folder now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are deleted now.</source>
        <translation>
            <numerusform>%Ln of them is deleted now.</numerusform>
            <numerusform>%Ln of them are deleted now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln thing needs you</numerusform>
            <numerusform>%Ln things need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Space</name>
    <message numerus="yes">
        <source>%Ln files stayed</source>
        <translation>
            <numerusform>%Ln file stayed</numerusform>
            <numerusform>%Ln files stayed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are read back from both storages first, because that was not done recently.</source>
        <translation>
            <numerusform>%Ln of them is read back from both storages first, because that was not done recently.</numerusform>
            <numerusform>%Ln of them are read back from both storages first, because that was not done recently.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not whole on both storages yet.</source>
        <translation>
            <numerusform>%Ln photo is not whole on both storages yet.</numerusform>
            <numerusform>%Ln photos are not whole on both storages yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are in albums that are not watched now.</source>
        <translation>
            <numerusform>%Ln photo is in an album that is not watched now.</numerusform>
            <numerusform>%Ln photos are in albums that are not watched now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are newer than you chose.</source>
        <translation>
            <numerusform>%Ln photo is newer than you chose.</numerusform>
            <numerusform>%Ln photos are newer than you chose.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are on the storages only already.</source>
        <translation>
            <numerusform>%Ln photo is on the storages only already.</numerusform>
            <numerusform>%Ln photos are on the storages only already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files did not come back</source>
        <translation>
            <numerusform>%Ln file did not come back</numerusform>
            <numerusform>%Ln files did not come back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message numerus="yes">
        <source>photos</source>
        <translation>
            <numerusform>photo</numerusform>
            <numerusform>photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in {files} files, because %Ln are duplicates</source>
        <translation>
            <numerusform>in {files} files, because %Ln is a duplicate</numerusform>
            <numerusform>in {files} files, because %Ln are duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln earlier versions of edited photos</source>
        <translation>
            <numerusform>and %Ln earlier version of an edited photo</numerusform>
            <numerusform>and %Ln earlier versions of edited photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, {size}, are still to be copied here.</source>
        <translation>
            <numerusform>%Ln photo, {size}, is still to be copied here.</numerusform>
            <numerusform>%Ln photos, {size}, are still to be copied here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, {size}, are copied to the new place from {other}. At {rate} that takes about {duration}; it goes on by itself after any interruption.</source>
        <translation>
            <numerusform>%Ln photo, {size}, is copied to the new place from {other}. At {rate} that takes about {duration}; it goes on by itself after any interruption.</numerusform>
            <numerusform>%Ln photos, {size}, are copied to the new place from {other}. At {rate} that takes about {duration}; it goes on by itself after any interruption.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageReport</name>
    <message numerus="yes">
        <source>%Ln files are missing.</source>
        <translation>
            <numerusform>%Ln file is missing.</numerusform>
            <numerusform>%Ln files are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have a wrong size.</source>
        <translation>
            <numerusform>%Ln file has a wrong size.</numerusform>
            <numerusform>%Ln files have a wrong size.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No whole copy of %Ln photos was found. They are under Needs attention.</source>
        <translation>
            <numerusform>No whole copy of %Ln photo was found. It is under Needs attention.</numerusform>
            <numerusform>No whole copy of %Ln photos was found. They are under Needs attention.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were removed.</source>
        <translation>
            <numerusform>%Ln file was removed.</numerusform>
            <numerusform>%Ln files were removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln files from {role}?</source>
        <translation>
            <numerusform>Remove %Ln file from {role}?</numerusform>
            <numerusform>Remove %Ln files from {role}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is in a bucket. About %Ln requests and {size} of download, for which its provider may charge. Comparing names and sizes costs a request for 1,000 files.</source>
        <translation>
            <numerusform>It is in a bucket. About %Ln request and {size} of download, for which its provider may charge. Comparing names and sizes costs a request for 1,000 files.</numerusform>
            <numerusform>It is in a bucket. About %Ln requests and {size} of download, for which its provider may charge. Comparing names and sizes costs a request for 1,000 files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were brought back from {other}.</source>
        <translation>
            <numerusform>%Ln file was brought back from {other}.</numerusform>
            <numerusform>%Ln files were brought back from {other}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are stored anew from this computer.</source>
        <translation>
            <numerusform>%Ln file is stored anew from this computer.</numerusform>
            <numerusform>%Ln files are stored anew from this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were not read: the store has the right checksum of each.</source>
        <translation>
            <numerusform>%Ln file was not read: the store has the right checksum of it.</numerusform>
            <numerusform>%Ln files were not read: the store has the right checksum of each.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files there are in no list of this vault. They are kept.</source>
        <translation>
            <numerusform>%Ln file there is in no list of this vault. It is kept.</numerusform>
            <numerusform>%Ln files there are in no list of this vault. They are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln seconds</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trash</name>
    <message numerus="yes">
        <source>Delete %Ln photos now?</source>
        <translation>
            <numerusform>Delete %Ln photo now?</numerusform>
            <numerusform>Delete %Ln photos now?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete all %Ln deleted photos now?</source>
        <translation>
            <numerusform>Delete the %Ln deleted photo now?</numerusform>
            <numerusform>Delete all %Ln deleted photos now?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln chosen</numerusform>
            <numerusform>%Ln chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos leave both storages now.</source>
        <translation>
            <numerusform>%Ln photo leaves both storages now.</numerusform>
            <numerusform>%Ln photos leave both storages now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deleted photos</source>
        <translation>
            <numerusform>%Ln deleted photo</numerusform>
            <numerusform>%Ln deleted photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced photos</source>
        <translation>
            <numerusform>%Ln replaced photo</numerusform>
            <numerusform>%Ln replaced photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln photos as they were?</source>
        <translation>
            <numerusform>Restore %Ln photo as it was?</numerusform>
            <numerusform>Restore %Ln photos as they were?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is there now is kept as an earlier version for %Ln days.</source>
        <translation>
            <numerusform>What is there now is kept as an earlier version for %Ln day.</numerusform>
            <numerusform>What is there now is kept as an earlier version for %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are as they were before.</source>
        <translation>
            <numerusform>%Ln photo is as it was before.</numerusform>
            <numerusform>%Ln photos are as they were before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are back.</source>
        <translation>
            <numerusform>%Ln photo is back.</numerusform>
            <numerusform>%Ln photos are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are on the storages only.</source>
        <translation>
            <numerusform>%Ln of them is on the storages only.</numerusform>
            <numerusform>%Ln of them are on the storages only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%Ln photos wait for both storages</source>
        <translation>
            <numerusform>%Ln photo waits for both storages</numerusform>
            <numerusform>%Ln photos wait for both storages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{storage}: %Ln photos wait</source>
        <translation>
            <numerusform>{storage}: %Ln photo waits</numerusform>
            <numerusform>{storage}: %Ln photos wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turning</name>
    <message numerus="yes">
        <source>%Ln pictures are turned. Their files stay as they are.</source>
        <translation>
            <numerusform>%Ln picture is turned. Its file stays as it is.</numerusform>
            <numerusform>%Ln pictures are turned. Their files stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source>All %Ln photos are on both storages</source>
        <translation>
            <numerusform>Your %Ln photo is on both storages</numerusform>
            <numerusform>All %Ln photos are on both storages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you.</source>
        <translation>
            <numerusform>%Ln thing needs you.</numerusform>
            <numerusform>%Ln things need you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos wait for it.</source>
        <translation>
            <numerusform>%Ln photo waits for it.</numerusform>
            <numerusform>%Ln photos wait for it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files in your albums are not kept.</source>
        <translation>
            <numerusform>%Ln other file in your albums is not kept.</numerusform>
            <numerusform>%Ln other files in your albums are not kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files in your albums are not kept: {kinds}.</source>
        <translation>
            <numerusform>%Ln other file in your albums is not kept: {kinds}.</numerusform>
            <numerusform>%Ln other files in your albums are not kept: {kinds}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message numerus="yes">
        <source>What is there now is kept as an earlier version for %Ln days.</source>
        <translation>
            <numerusform>What is there now is kept as an earlier version for %Ln day.</numerusform>
            <numerusform>What is there now is kept as an earlier version for %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln seconds each</source>
        <translation>
            <numerusform>%Ln second each</numerusform>
            <numerusform>%Ln seconds each</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message numerus="yes">
        <source>The vault is open: %Ln photos are known again.</source>
        <translation>
            <numerusform>The vault is open: %Ln photo is known again.</numerusform>
            <numerusform>The vault is open: %Ln photos are known again.</numerusform>
        </translation>
    </message>
</context>
</TS>
