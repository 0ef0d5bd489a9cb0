<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en_US">
<context>
    <name>Activity</name>
    <message>
        <source>Progress of what moves now</source>
        <translation>전송 진행률</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>전송 중인 것이 없습니다</translation>
    </message>
    <message>
        <source>Tried again {when}</source>
        <translation>{when} 다시 시도합니다</translation>
    </message>
    <message numerus="yes">
        <source>Sending %Ln photos</source>
        <translation>
            <numerusform>사진 %Ln장을 보내는 중</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>업로드</translation>
    </message>
    <message>
        <source>Deletions</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>No photos are waiting.</source>
        <translation>기다리는 사진이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was uploaded yet.</source>
        <translation>아직 업로드한 사진이 없습니다.</translation>
    </message>
    <message>
        <source>No deletions are waiting.</source>
        <translation>삭제할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>Rates of the last five minutes</source>
        <translation>최근 5분간의 전송 속도</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>차례를 기다립니다</translation>
    </message>
    <message>
        <source>Could not be stored</source>
        <translation>저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Is on one storage only</source>
        <translation>저장소 한 곳에만 있습니다</translation>
    </message>
    <message>
        <source>Is on both storages</source>
        <translation>두 저장소에 모두 있습니다</translation>
    </message>
    <message>
        <source>Main failed</source>
        <translation>메인 저장소에 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Backup failed, main was undone</source>
        <translation>백업 저장소에 저장하지 못하여 메인 저장소도 되돌렸습니다</translation>
    </message>
    <message>
        <source>The upload failed</source>
        <translation>업로드에 실패했습니다</translation>
    </message>
    <message>
        <source>Changed during the upload; it is uploaded again</source>
        <translation>업로드하는 동안 바뀌어 다시 업로드합니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos leave {role}</source>
        <translation>
            <numerusform>{role}에서 사진 %Ln장을 지웁니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tries</source>
        <translation>
            <numerusform>%Ln회 시도</numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>포기함</translation>
    </message>
    <message>
        <source>When copies were last verified</source>
        <translation>사본을 마지막으로 검증한 시기</translation>
    </message>
    <message>
        <source>Copies by the week in which they were last verified</source>
        <translation>마지막으로 검증한 주별 사본 수</translation>
    </message>
    <message>
        <source>older</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>이번 주</translation>
    </message>
    <message>
        <source>What is stored where</source>
        <translation>저장 위치</translation>
    </message>
    <message>
        <source>{album}: {both} of {all} on both storages</source>
        <translation>{album}: {all}장 중 {both}장이 두 저장소에 있음</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more albums</source>
        <translation>
            <numerusform>외 앨범 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>on both storages</source>
        <translation>두 저장소에 있음</translation>
    </message>
    <message>
        <source>on one storage</source>
        <translation>저장소 한 곳에만 있음</translation>
    </message>
    <message>
        <source>only on this computer</source>
        <translation>이 컴퓨터에만 있음</translation>
    </message>
    <message>
        <source>{storage}: {photos}, {size}</source>
        <translation>{storage}: {photos}, {size}</translation>
    </message>
</context>
<context>
    <name>AddAlbum</name>
    <message>
        <source>Add albums</source>
        <translation>앨범 추가</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>다른 폴더…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folders could not be added</source>
        <translation>
            <numerusform>폴더 %Ln개를 추가하지 못했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep these folders safe?</source>
        <translation>이 폴더를 안전하게 보관하시겠습니까?</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln albums</source>
        <translation>
            <numerusform>앨범 %Ln개 추가</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>“{name}” is an album now. Its photos are on their way.</source>
        <translation>“{name}” 앨범을 추가했습니다. 사진을 저장하고 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln albums were added. Their photos are on their way.</source>
        <translation>
            <numerusform>앨범 %Ln개를 추가했습니다. 사진을 저장하고 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>세는 중…</translation>
    </message>
    <message>
        <source>{much} so far…</source>
        <translation>지금까지 {much}…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folders can&apos;t be read</source>
        <translation>
            <numerusform>읽을 수 없는 폴더 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>No photos in it yet</source>
        <translation>아직 사진이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files are not kept</source>
        <translation>
            <numerusform>보관하지 않는 다른 파일 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>{photos}, {size} so far. You need not wait for the count.</source>
        <translation>지금까지 {photos}, {size}. 다 셀 때까지 기다리지 않아도 됩니다.</translation>
    </message>
    <message>
        <source>{photos}, {size} will be kept on both storages.</source>
        <translation>{photos}, {size}를 두 저장소에 보관합니다.</translation>
    </message>
    <message>
        <source>Name of the album</source>
        <translation>앨범 이름</translation>
    </message>
    <message>
        <source>Do not add it</source>
        <translation>추가하지 않기</translation>
    </message>
</context>
<context>
    <name>Album</name>
    <message>
        <source>Held until you answer: see Needs attention</source>
        <translation>답할 때까지 멈춤: ‘확인 필요’를 보세요</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files not kept</source>
        <translation>
            <numerusform>보관하지 않는 파일 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused. {counts}</source>
        <translation>일시 중지됨. {counts}</translation>
    </message>
    <message>
        <source>Held: see Needs attention</source>
        <translation>보류: 확인 필요를 보세요</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>아직 사진이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos not stored yet</source>
        <translation>
            <numerusform>아직 저장하지 못한 사진 %Ln장</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought to both, not seen lately</source>
        <translation>두 저장소에 저장했지만 최근에 확인하지 못함</translation>
    </message>
    <message>
        <source>All safe</source>
        <translation>모두 안전함</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos waiting</source>
        <translation>
            <numerusform>대기 중인 사진 %Ln장</numerusform>
        </translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <comment>month of an album&apos;s photos, as Qt writes dates</comment>
        <translation>yyyy년 M월</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, all safe</source>
        <translation>
            <numerusform>사진 %Ln장, 모두 안전합니다</numerusform>
        </translation>
    </message>
    <message>
        <source>{all}, {safe} safe</source>
        <translation>{all} 중 {safe}장이 안전합니다</translation>
    </message>
</context>
<context>
    <name>AlbumChoices</name>
    <message>
        <source>What is kept of “{name}”?</source>
        <translation>“{name}”에서 무엇을 보관하시겠습니까?</translation>
    </message>
    <message>
        <source>Follow links to folders of this computer</source>
        <translation>이 컴퓨터의 폴더로 가는 링크 따라가기</translation>
    </message>
    <message>
        <source>Photos behind a link are kept as if they lay here. A link into this album, another one or another computer is only told.</source>
        <translation>링크 뒤의 사진을 여기 있는 것처럼 보관합니다. 이 앨범이나 다른 앨범, 다른 컴퓨터로 가는 링크는 알려 주기만 합니다.</translation>
    </message>
    <message>
        <source>Keep hidden photos and folders</source>
        <translation>숨긴 사진과 폴더 보관</translation>
    </message>
    <message>
        <source>Those whose names begin with a dot.</source>
        <translation>이름이 점으로 시작하는 것들입니다.</translation>
    </message>
    <message>
        <source>Keep every file</source>
        <translation>모든 파일 보관</translation>
    </message>
    <message>
        <source>Documents, music and whatever else lies here, and not photos and films alone.</source>
        <translation>사진과 동영상뿐 아니라 문서, 음악 등 여기 있는 모든 것을 보관합니다.</translation>
    </message>
    <message>
        <source>What was kept stays kept when you take a choice back.</source>
        <translation>선택을 되돌려도 이미 보관한 것은 그대로 보관합니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Albums</name>
    <message numerus="yes">
        <source>%Ln files not kept: {kinds}</source>
        <translation>
            <numerusform>보관하지 않는 파일 %Ln개: {kinds}</numerusform>
        </translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>Show the photos</source>
        <translation>사진 보기</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>What is not kept…</source>
        <translation>보관하지 않는 파일…</translation>
    </message>
    <message>
        <source>What to keep…</source>
        <translation>보관할 것…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Its folder was moved…</source>
        <translation>폴더를 옮겼습니다…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Drop folders here to keep their photos safe.</source>
        <translation>폴더를 여기에 끌어다 놓으면 그 안의 사진을 안전하게 보관합니다.</translation>
    </message>
    <message>
        <source>No albums yet</source>
        <translation>아직 앨범이 없습니다</translation>
    </message>
    <message>
        <source>Add the folder where your photos are, or drop it here. PicUp watches it and keeps every photo in it on both storages.</source>
        <translation>사진이 있는 폴더를 추가하거나 여기에 끌어다 놓으세요. PicUp이 폴더를 지켜보며 모든 사진을 두 저장소에 보관합니다.</translation>
    </message>
    <message>
        <source>Show as cards</source>
        <translation>카드로 보기</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>목록으로 보기</translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>중복 사진 %Ln장</numerusform>
        </translation>
    </message>
    <message>
        <source>Which folder holds your photos?</source>
        <translation>어느 폴더에 사진이 있습니까?</translation>
    </message>
    <message>
        <source>Add album</source>
        <translation>앨범 추가</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Decide for each…</source>
        <translation>하나씩 정하기…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
    <message>
        <source>Fewer details</source>
        <translation>간단히</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>모두 다시 시도</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>확인할 것이 없습니다</translation>
    </message>
    <message>
        <source>When PicUp needs a decision from you, it asks here.</source>
        <translation>PicUp에 결정이 필요하면 여기에서 묻습니다.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>외 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>시도 횟수</translation>
    </message>
    <message>
        <source>Photos gone</source>
        <translation>사라진 사진</translation>
    </message>
    <message>
        <source>Photos waiting</source>
        <translation>기다리는 사진</translation>
    </message>
    <message>
        <source>Photos changed</source>
        <translation>바뀐 사진</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>바뀌기 시작한 때</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>보관 기한</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>시작</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are deleted.</source>
        <translation>
            <numerusform>사진 %Ln장을 삭제했습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ignored. It is not shown any more.</source>
        <translation>무시했습니다. 더 이상 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>해결 방법</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>{choice}?</source>
        <translation>{choice}?</translation>
    </message>
    <message>
        <source>{photos} ({size})</source>
        <translation>{photos}({size})</translation>
    </message>
    <message>
        <source>That room is not free: it is given back when their days are over.</source>
        <translation>이 자리는 빈자리가 아니며, 보관 기간이 끝나면 비워집니다.</translation>
    </message>
    <message>
        <source>The replaced version is removed at once. This can&apos;t be undone.</source>
        <translation>바뀌기 전의 것은 바로 없어집니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>The replaced version stays there for %Ln more days.</source>
        <translation>
            <numerusform>바뀌기 전의 것은 앞으로 %Ln일 동안 거기 남아 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are removed from both storages at once, because deleted photos are kept for 0 days. This can&apos;t be undone.</source>
        <translation>삭제한 사진을 보관하지 않도록 설정되어 있어 두 저장소에서 바로 지워집니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>They stay for %Ln more days under Recently deleted, and can be restored from there.</source>
        <translation>
            <numerusform>앞으로 %Ln일 동안 ‘최근 삭제됨’에 남아 있으며, 거기서 되돌릴 수 있습니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Browse</name>
    <message>
        <source>Folders on {server}</source>
        <translation>{server}의 폴더</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>To the folder above</source>
        <translation>상위 폴더로</translation>
    </message>
    <message>
        <source>Name of the new folder</source>
        <translation>새 폴더 이름</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>새 폴더…</translation>
    </message>
    <message>
        <source>Use this folder</source>
        <translation>이 폴더 사용</translation>
    </message>
    <message>
        <source>The sealed photos of a PicUp are in this folder already.</source>
        <translation>이 폴더에는 이미 PicUp의 암호화된 사진이 있습니다.</translation>
    </message>
    <message>
        <source>There are more folders than are shown. The name of any can be typed.</source>
        <translation>표시된 것보다 폴더가 더 있습니다. 이름은 직접 입력할 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no folder in this one.</source>
        <translation>이 안에는 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>Give the folder a name without “/”.</source>
        <translation>“/”가 없는 폴더 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Use “{folder}”</source>
        <translation>“{folder}” 사용</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Do this</source>
        <translation>이대로 하기</translation>
    </message>
    <message>
        <source>{name}, before and now</source>
        <translation>{name}, 전과 지금</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are not listed; they are asked about later.</source>
        <translation>
            <numerusform>목록에 없는 %Ln장은 나중에 묻습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Putting photos back: {done} of {all}</source>
        <translation>사진을 되돌리는 중: {all}장 중 {done}장</translation>
    </message>
    <message>
        <source>Tick the photos whose good version is put back here; the spoiled file goes to the trash. The others are taken as they are.</source>
        <translation>온전한 버전으로 되돌릴 사진에 표시하세요. 망가진 파일은 휴지통으로 옮겨집니다. 나머지는 지금 상태로 받아들입니다.</translation>
    </message>
    <message>
        <source>Which photos of “{album}” are put back?</source>
        <translation>“{album}”에서 어느 사진을 되돌리시겠습니까?</translation>
    </message>
    <message>
        <source>Put all back</source>
        <translation>모두 되돌리기</translation>
    </message>
    <message>
        <source>Take all as they are</source>
        <translation>모두 그대로 받아들이기</translation>
    </message>
    <message>
        <source>The good one is put back here</source>
        <translation>온전한 것을 여기로 되돌립니다</translation>
    </message>
    <message>
        <source>Taken as it is</source>
        <translation>지금 상태로 받아들입니다</translation>
    </message>
    <message>
        <source>Tick the photos that are to be again what they were before. The others stay as they are now.</source>
        <translation>바뀌기 전으로 되돌릴 사진에 표시하세요. 나머지는 지금 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Which changes of “{album}” are right?</source>
        <translation>“{album}”에서 어느 변경이 맞습니까?</translation>
    </message>
    <message>
        <source>Leave all as they are</source>
        <translation>모두 그대로 두기</translation>
    </message>
    <message>
        <source>Becomes what it was before</source>
        <translation>바뀌기 전으로 돌아갑니다</translation>
    </message>
    <message>
        <source>Stays as it is now</source>
        <translation>지금 그대로 둡니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not back.</source>
        <translation>
            <numerusform>사진 %Ln장은 되돌리지 못했습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Put back: {back}. Taken as they are: {taken}.</source>
        <translation>되돌리기: {back}장. 그대로 받아들이기: {taken}장.</translation>
    </message>
    <message>
        <source>Put back: {back}. Left as they are: {taken}.</source>
        <translation>되돌리기: {back}장. 그대로 두기: {taken}장.</translation>
    </message>
    <message>
        <source>Their good version leaves both storages at once, because your setting is to keep replaced photos for 0 days.</source>
        <translation>바뀐 사진의 보관 기간이 0일로 설정되어 있어, 그 온전한 버전은 두 저장소에서 바로 없어집니다.</translation>
    </message>
    <message numerus="yes">
        <source>Their good version stays on both storages for %Ln more days.</source>
        <translation>
            <numerusform>그 온전한 버전은 앞으로 %Ln일 동안 두 저장소에 남아 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The version that is not chosen leaves both storages at once, because your setting is to keep replaced photos for 0 days.</source>
        <translation>바뀐 사진의 보관 기간이 0일로 설정되어 있어, 선택하지 않은 버전은 두 저장소에서 바로 없어집니다.</translation>
    </message>
    <message numerus="yes">
        <source>The version that is not chosen stays on both storages for %Ln more days.</source>
        <translation>
            <numerusform>선택하지 않은 버전은 앞으로 %Ln일 동안 두 저장소에 남아 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are back.</source>
        <translation>
            <numerusform>사진 %Ln장을 되돌렸습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>{time}부터</translation>
    </message>
    <message>
        <source>{shown} of {all}, before and now</source>
        <translation>{all}장 중 {shown}장의 전과 지금</translation>
    </message>
    <message>
        <source>Before and now</source>
        <translation>전과 지금</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>Space or Esc closes it.</source>
        <translation>스페이스나 Esc를 누르면 닫힙니다.</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message numerus="yes">
        <source>Changing the dates of %Ln photos…</source>
        <translation>
            <numerusform>사진 %Ln장의 날짜를 바꾸는 중…</numerusform>
        </translation>
    </message>
    <message>
        <source>The dates are as they were.</source>
        <translation>날짜를 되돌렸습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos have another date.</source>
        <translation>
            <numerusform>사진 %Ln장의 날짜가 바뀌었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were deleted meanwhile.</source>
        <translation>
            <numerusform>그사이 파일 %Ln개가 삭제되었습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Set the first one, and move the others by as much</source>
        <translation>첫 사진의 날짜를 정하고 나머지도 그만큼 옮기기</translation>
    </message>
    <message>
        <source>Move all of them: the camera&apos;s clock was wrong</source>
        <translation>모두 옮기기: 카메라 시계가 틀렸을 때</translation>
    </message>
    <message>
        <source>The same date for all</source>
        <translation>모두 같은 날짜로</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Use the file&apos;s own date again</source>
        <translation>파일의 원래 날짜로</translation>
    </message>
    <message>
        <source>Change the date</source>
        <translation>날짜 바꾸기</translation>
    </message>
    <message numerus="yes">
        <source>Change the dates of %Ln photos</source>
        <translation>
            <numerusform>사진 %Ln장의 날짜 바꾸기</numerusform>
        </translation>
    </message>
    <message>
        <source>The files stay as they are. PicUp keeps the date beside them, on your other computers too.</source>
        <translation>파일은 그대로 둡니다. 날짜는 PicUp이 따로 보관하며, 다른 컴퓨터에서도 보입니다.</translation>
    </message>
    <message>
        <source>{before}  →  {after}</source>
        <translation>{before}  →  {after}</translation>
    </message>
    <message>
        <source>The first: {change}</source>
        <translation>첫 사진: {change}</translation>
    </message>
    <message>
        <source>The last: {change}</source>
        <translation>마지막 사진: {change}</translation>
    </message>
    <message>
        <source>No calendar has such a date.</source>
        <translation>달력에 없는 날짜입니다.</translation>
    </message>
    <message>
        <source>That is in the future.</source>
        <translation>아직 오지 않은 날짜입니다.</translation>
    </message>
    <message>
        <source>That is before the first photograph, of 1826.</source>
        <translation>최초의 사진(1826년)보다 앞선 날짜입니다.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Later by</source>
        <translation>늦추기</translation>
    </message>
    <message>
        <source>Earlier by</source>
        <translation>앞당기기</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>일</translation>
    </message>
    <message>
        <source> d</source>
        <translation>일</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>시간</translation>
    </message>
    <message>
        <source> h</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>분</translation>
    </message>
    <message>
        <source> min</source>
        <translation>분</translation>
    </message>
</context>
<context>
    <name>Drop</name>
    <message>
        <source>Drop the folder to keep its photos safe</source>
        <translation>폴더를 놓으면 그 안의 사진을 안전하게 지킵니다</translation>
    </message>
    <message>
        <source>PicUp keeps whole folders. Drop the folder that the photo is in, or put the photo into an album&apos;s folder.</source>
        <translation>PicUp은 폴더를 통째로 보관합니다. 사진이 들어 있는 폴더를 끌어다 놓거나, 사진을 앨범 폴더에 넣으세요.</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>Duplicates</source>
        <translation>중복 사진</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>중복 사진 없음</translation>
    </message>
    <message>
        <source>Every photo that is stored stands in one place only.</source>
        <translation>저장된 사진은 모두 한 곳에만 있습니다.</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>모든 위치</translation>
    </message>
    <message>
        <source>Open the folder of {place}</source>
        <translation>{place}의 폴더 열기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The same file, byte for byte. On each storage it takes its room once. PicUp deletes none of them by itself.</source>
        <translation>내용이 완전히 같은 파일입니다. 각 저장소에서는 한 번만 공간을 차지합니다. PicUp이 스스로 지우는 일은 없습니다.</translation>
    </message>
    <message>
        <source>Only on the storages</source>
        <translation>저장소에만 있음</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos stand in several places.</source>
        <translation>
            <numerusform>사진 %Ln장이 여러 곳에 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} on this computer would do without.</source>
        <translation>이 컴퓨터에서 {size}는 없어도 되는 공간입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places</source>
        <translation>
            <numerusform>%Ln곳</numerusform>
        </translation>
    </message>
    <message>
        <source>none on this computer</source>
        <translation>이 컴퓨터에는 없음</translation>
    </message>
    <message>
        <source>{size} here</source>
        <translation>여기에 {size}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more places</source>
        <translation>
            <numerusform>그 밖에 %Ln곳</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Empty</name>
    <message>
        <source>Looking…</source>
        <translation>확인하는 중…</translation>
    </message>
    <message>
        <source>It is here in a moment.</source>
        <translation>잠시 후 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>As they are</source>
        <translation>원본 그대로</translation>
    </message>
    <message>
        <source>As JPEG</source>
        <translation>JPEG로</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>Say where they were taken</source>
        <translation>찍은 위치 넣기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Exporting your photos…</source>
        <translation>사진을 내보내는 중…</translation>
    </message>
    <message>
        <source>Without a place, GPS and the names of places stay out of the new files. What captions and keywords say stays.</source>
        <translation>위치를 넣지 않으면 새 파일에 GPS와 장소 이름이 남지 않습니다. 설명과 키워드에 적은 내용은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>어디로 내보내시겠습니까?</translation>
    </message>
    <message>
        <source>Which folder should they be exported to?</source>
        <translation>어느 폴더로 내보내시겠습니까?</translation>
    </message>
    <message>
        <source>Export the photo</source>
        <translation>사진 내보내기</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln photos</source>
        <translation>
            <numerusform>사진 %Ln장 내보내기</numerusform>
        </translation>
    </message>
    <message>
        <source>{files}, {size}: every byte as it was taken.</source>
        <translation>{files}, {size}: 찍은 그대로의 원본입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>파일 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them you turned; the files lie as before. JPEG is turned as you see it.</source>
        <translation>
            <numerusform>이 중 %Ln장은 돌려서 보고 있지만 원본 파일의 방향은 그대로입니다. JPEG로 내보내면 보이는 방향대로 저장합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Turned as you see them, with the dates that you corrected. Opens everywhere.</source>
        <translation>보이는 방향과 고친 날짜를 담아 저장합니다. 어디서나 열립니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln films go as they are; they may say their place, and are left out without it.</source>
        <translation>
            <numerusform>동영상 %Ln개는 원본 그대로 내보내므로 위치가 들어 있을 수 있습니다. 위치를 넣지 않으면 제외합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>As large as they are</source>
        <translation>원래 크기</translation>
    </message>
    <message>
        <source>Longest side {pixels} pixels</source>
        <translation>긴 변 {pixels}픽셀</translation>
    </message>
    <message>
        <source>Best quality</source>
        <translation>최고 품질</translation>
    </message>
    <message>
        <source>Good quality</source>
        <translation>좋은 품질</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>작은 파일</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be exported</source>
        <translation>
            <numerusform>사진 %Ln장을 내보내지 못했습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are exported</source>
        <translation>
            <numerusform>파일 %Ln개를 내보냈습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>{files} in {folder}.</source>
        <translation>{folder}에 {files}가 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new files</source>
        <translation>
            <numerusform>새 파일 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were there already.</source>
        <translation>
            <numerusform>파일 %Ln개는 이미 있었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files got another name; nothing was overwritten.</source>
        <translation>
            <numerusform>파일 %Ln개는 다른 이름으로 저장했습니다. 덮어쓴 파일은 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files went as they are.</source>
        <translation>
            <numerusform>파일 %Ln개는 원본 그대로 내보냈습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos lie as their files say.</source>
        <translation>
            <numerusform>사진 %Ln장은 원본 파일의 방향 그대로입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were deleted meanwhile.</source>
        <translation>
            <numerusform>그사이 사진 %Ln장이 삭제되었습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Checking what there is…</source>
        <translation>무엇이 있는지 살펴보는 중…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message>
        <source>{ended} of {all}</source>
        <translation>{all} 중 {ended}장</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>{duration} 남음</translation>
    </message>
</context>
<context>
    <name>Kit</name>
    <message>
        <source>Hold to show the words</source>
        <translation>누르고 있으면 단어 표시</translation>
    </message>
    <message>
        <source>Whoever reads them can open every photo. Check first that nobody is watching.</source>
        <translation>이 단어를 읽은 사람은 모든 사진을 열 수 있습니다. 누가 보고 있지 않은지 살펴보세요.</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message>
        <source>Not kept from “{name}”</source>
        <translation>“{name}”에서 보관하지 않는 파일</translation>
    </message>
    <message>
        <source>Looking into the folder…</source>
        <translation>폴더를 살펴보는 중…</translation>
    </message>
    <message>
        <source>Files that are not kept</source>
        <translation>보관하지 않는 파일</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>PicUp keeps photos, films and what belongs to them. These files stay on this computer only.</source>
        <translation>PicUp은 사진과 동영상, 그리고 그에 딸린 파일을 보관합니다. 다음 파일은 이 컴퓨터에만 있습니다.</translation>
    </message>
    <message>
        <source>Every file in this folder is kept.</source>
        <translation>이 폴더의 모든 파일을 보관합니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are not listed.</source>
        <translation>
            <numerusform>이 밖에 %Ln개는 목록에 없습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>A link that is not followed, or behind one</source>
        <translation>따라가지 않는 링크이거나 그 뒤에 있습니다</translation>
    </message>
    <message>
        <source>Not on this computer: it is in a cloud only</source>
        <translation>이 컴퓨터에 없고 클라우드에만 있습니다</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>숨김 파일</translation>
    </message>
    <message>
        <source>No photo or film, and nothing that belongs to one</source>
        <translation>사진이나 동영상이 아니며, 그에 딸린 파일도 아님</translation>
    </message>
    <message>
        <source>Named as a half-written file, or one of the system</source>
        <translation>쓰는 중인 파일이나 시스템 파일의 이름</translation>
    </message>
    <message>
        <source>A pipe, a socket or a device</source>
        <translation>파이프, 소켓 또는 장치</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Passphrase of the lock</source>
        <translation>잠금 암호</translation>
    </message>
    <message>
        <source>Passphrase of the vault</source>
        <translation>보관함 암호</translation>
    </message>
    <message>
        <source>The passphrase of now</source>
        <translation>지금 암호</translation>
    </message>
    <message>
        <source>The new passphrase</source>
        <translation>새 암호</translation>
    </message>
    <message>
        <source>Passphrase; empty for none</source>
        <translation>암호(비워 두면 묻지 않음)</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>한 번 더</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>이대로 사용</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Type the passphrase again</source>
        <translation>암호를 다시 입력하세요</translation>
    </message>
    <message>
        <source>Which passphrase should unlock PicUp?</source>
        <translation>어떤 암호로 PicUp의 잠금을 해제하시겠습니까?</translation>
    </message>
    <message>
        <source>The two are different. Type both again.</source>
        <translation>서로 다릅니다. 다시 입력하세요.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>잠금 해제</translation>
    </message>
    <message>
        <source>PicUp is locked</source>
        <translation>PicUp이 잠겨 있습니다</translation>
    </message>
    <message>
        <source>Photos and their names are hidden until you unlock it.</source>
        <translation>잠금을 해제할 때까지 사진과 이름이 보이지 않습니다.</translation>
    </message>
    <message>
        <source>A passphrase is asked for here once you have chosen one in Settings.</source>
        <translation>설정에서 암호를 정하면 이곳에서 암호를 묻습니다.</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>잠금</translation>
    </message>
    <message>
        <source>A locked window shows no photos and no names, and nothing can be read until you unlock it.</source>
        <translation>잠긴 창에는 사진과 이름이 보이지 않으며, 잠금을 해제할 때까지 아무것도 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>안 함</translation>
    </message>
    <message>
        <source>Choose a passphrase…</source>
        <translation>암호 정하기…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>지금 잠그기</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>보관함 잠그기</translation>
    </message>
    <message>
        <source>Ctrl+L does it too.</source>
        <translation>Ctrl+L로도 잠글 수 있습니다.</translation>
    </message>
    <message>
        <source>Lock after no activity for</source>
        <translation>사용하지 않으면 잠그기까지</translation>
    </message>
    <message>
        <source>Lock together with the screen</source>
        <translation>화면이 잠길 때 함께 잠그기</translation>
    </message>
    <message>
        <source>Only where this system reports it.</source>
        <translation>시스템이 알려 주는 경우에만 동작합니다.</translation>
    </message>
    <message>
        <source>Upload new photos while it is locked</source>
        <translation>잠긴 동안에도 새 사진을 안전하게 보관</translation>
    </message>
    <message>
        <source>What unlocks it</source>
        <translation>잠금을 해제하는 방법</translation>
    </message>
    <message>
        <source>The vault&apos;s own passphrase unlocks it.</source>
        <translation>보관함의 암호로 잠금을 해제합니다.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring opens by itself, so a passphrase is optional. If you forget it, open the vault again with the recovery kit.</source>
        <translation>이 컴퓨터의 키링은 저절로 열리므로 암호를 따로 정할 수 있습니다. 잊어버리면 복구 키트로 보관함을 새로 열 수 있습니다.</translation>
    </message>
    <message>
        <source>The passphrase is asked for from the next unlock on.</source>
        <translation>다음에 잠금을 해제할 때부터 암호를 묻습니다.</translation>
    </message>
    <message>
        <source>No passphrase is asked for any more.</source>
        <translation>이제 암호를 묻지 않습니다.</translation>
    </message>
</context>
<context>
    <name>MovedAlbum</name>
    <message>
        <source>Where does the folder of “{name}” stand now?</source>
        <translation>“{name}”의 폴더가 지금 어디에 있습니까?</translation>
    </message>
    <message>
        <source>“{name}” is watched in its new folder: {photos} found.</source>
        <translation>“{name}”을(를) 새 폴더에서 지켜봅니다. 찾은 사진: {photos}.</translation>
    </message>
    <message>
        <source>{photos} missing. Nothing is deleted; you are asked about them.</source>
        <translation>없는 사진: {photos}. 아무것도 지우지 않고 어떻게 할지 묻습니다.</translation>
    </message>
    <message>
        <source>Is this the folder of “{name}”?</source>
        <translation>이것이 “{name}”의 폴더입니까?</translation>
    </message>
    <message>
        <source>If it is, nothing is deleted: you are asked about the photos that are missing.</source>
        <translation>맞다면 아무것도 지우지 않고, 없는 사진을 어떻게 할지 묻습니다.</translation>
    </message>
    <message>
        <source>This is its folder</source>
        <translation>이 폴더가 맞습니다</translation>
    </message>
</context>
<context>
    <name>OpenFolder</name>
    <message>
        <source>No program here opens folders. The folder is {folder}</source>
        <translation>이 컴퓨터에 폴더를 여는 프로그램이 없습니다. 폴더: {folder}</translation>
    </message>
    <message>
        <source>No program here opens this file. It is {file}</source>
        <translation>이 컴퓨터에 이 파일을 여는 프로그램이 없습니다. 파일: {file}</translation>
    </message>
    <message>
        <source>No program here opens web pages. The address is {address}</source>
        <translation>이 컴퓨터에 웹 페이지를 여는 프로그램이 없습니다. 주소: {address}</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Albums</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>How much of the album is safe</source>
        <translation>앨범에서 안전한 사진의 비율</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Add an album</source>
        <translation>앨범 추가</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier versions of edited photos are kept, {size}.</source>
        <translation>
            <numerusform>편집한 사진의 이전 버전 %Ln개를 보관하고 있습니다({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier versions of edited photos are kept, {size}, the last until {day}.</source>
        <translation>
            <numerusform>편집한 사진의 이전 버전 %Ln개를 보관하고 있습니다({size}). 마지막 버전은 {day}까지 남습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Have you put the kit away?</source>
        <translation>복구 키트를 안전한 곳에 두셨습니까?</translation>
    </message>
    <message>
        <source>The recovery kit was not checked yet. Without it, nothing can be read once this computer is lost.</source>
        <translation>복구 키트를 아직 확인하지 않았습니다. 키트가 없으면 이 컴퓨터를 잃었을 때 아무것도 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Check the kit…</source>
        <translation>키트 확인…</translation>
    </message>
    <message>
        <source>Each needs the room of a whole photo on both storages, and gives it back then.</source>
        <translation>버전마다 두 저장소에서 사진 전체만큼의 공간이 필요하며, 그때 돌려받습니다.</translation>
    </message>
    <message>
        <source>The last 12 weeks</source>
        <translation>지난 12주</translation>
    </message>
    <message>
        <source>The last 14 days</source>
        <translation>지난 14일</translation>
    </message>
    <message>
        <source>{count} of them in the last 7 days.</source>
        <translation>그중 최근 7일에 {count}장입니다.</translation>
    </message>
    <message>
        <source>{count} of them in the last 24 hours.</source>
        <translation>그중 최근 24시간에 {count}장입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were brought to both storages.</source>
        <translation>
            <numerusform>사진 %Ln장을 두 저장소로 보냈습니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pause</name>
    <message>
        <source>For 1 hour</source>
        <translation>1시간 동안</translation>
    </message>
    <message>
        <source>For 4 hours</source>
        <translation>4시간 동안</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>내일까지</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>다시 시작할 때까지</translation>
    </message>
    <message>
        <source>{choice} ({time})</source>
        <translation>{choice}({time})</translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message>
        <source>Name, date, camera or kind</source>
        <translation>이름, 날짜, 카메라, 종류</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>All albums</source>
        <translation>모든 앨범</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>On both storages</source>
        <translation>두 저장소에 있음</translation>
    </message>
    <message>
        <source>On one storage only</source>
        <translation>저장소 한 곳에만 있음</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>업로드 중</translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation>아직 저장되지 않음</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Restore to…</source>
        <translation>다른 곳에 복원…</translation>
    </message>
    <message>
        <source>Bring back to this computer</source>
        <translation>이 컴퓨터로 다시 가져오기</translation>
    </message>
    <message numerus="yes">
        <source>{photos} in %Ln files</source>
        <translation>
            <numerusform>{photos}, 파일 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message numerus="yes">
        <source>Bringing %Ln files back…</source>
        <translation>
            <numerusform>파일 %Ln개를 다시 가져오는 중…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are back in their place.</source>
        <translation>
            <numerusform>파일 %Ln개가 제자리로 돌아왔습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>아직 사진이 없습니다</translation>
    </message>
    <message>
        <source>Photos appear here by date as soon as an album has some.</source>
        <translation>앨범에 사진이 생기면 여기에 날짜순으로 나타납니다.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>모든 사진 보기</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>검색 결과가 없습니다</translation>
    </message>
    <message>
        <source>No photo matches the search.</source>
        <translation>검색 조건에 맞는 사진이 없습니다.</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count}장 선택됨</translation>
    </message>
    <message>
        <source>{size} in all.</source>
        <translation>모두 {size}입니다.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln photos?</source>
        <translation>
            <numerusform>사진 %Ln장을 삭제하시겠습니까?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files with it</source>
        <translation>
            <numerusform>함께 있는 파일 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files with them</source>
        <translation>
            <numerusform>함께 있는 파일 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete {photos} and {files}?</source>
        <translation>{photos}과 {files}를 삭제하시겠습니까?</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 외 {count}개</translation>
    </message>
    <message>
        <source>With it: {names}</source>
        <translation>함께: {names}</translation>
    </message>
    <message>
        <source>With them: {names}</source>
        <translation>함께: {names}</translation>
    </message>
    <message>
        <source>The files go to this computer&apos;s trash. On both storages they are removed at once.</source>
        <translation>파일은 이 컴퓨터의 휴지통으로 갑니다. 두 저장소에서는 바로 지워집니다.</translation>
    </message>
    <message numerus="yes">
        <source>The files go to this computer&apos;s trash. On both storages they stay for %Ln more days, under Recently deleted.</source>
        <translation>
            <numerusform>파일은 이 컴퓨터의 휴지통으로 갑니다. 두 저장소에는 ‘최근 삭제됨’에 %Ln일 더 남아 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message numerus="yes">
        <source>Deleting %Ln photos…</source>
        <translation>
            <numerusform>사진 %Ln장을 삭제하는 중…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are deleted.</source>
        <translation>
            <numerusform>사진 %Ln장을 삭제했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be deleted.</source>
        <translation>
            <numerusform>사진 %Ln장을 삭제하지 못했습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The photos changed meanwhile. Choose once more.</source>
        <translation>그사이 사진이 바뀌었습니다. 다시 선택하세요.</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month of the gallery, as Qt writes dates</comment>
        <translation>yyyy년 M월</translation>
    </message>
    <message>
        <source>dddd, MMMM d, yyyy</source>
        <comment>day of the gallery, as Qt writes dates</comment>
        <translation>yyyy년 M월 d일 dddd</translation>
    </message>
    <message>
        <source>yyyy</source>
        <comment>year of the gallery, as Qt writes dates</comment>
        <translation>yyyy년</translation>
    </message>
    <message>
        <source>File time: {date}</source>
        <translation>파일 시간: {date}</translation>
    </message>
    <message>
        <source>On both storages, and no longer on this computer</source>
        <translation>두 저장소 모두에 있고, 이 컴퓨터에는 더 이상 없음</translation>
    </message>
    <message>
        <source>The file is damaged or cut off.</source>
        <translation>파일이 손상되었거나 끝이 잘렸습니다.</translation>
    </message>
    <message>
        <source>PicUp can&apos;t show this kind of file.</source>
        <translation>PicUp이 보여 줄 수 없는 종류의 파일입니다.</translation>
    </message>
    <message>
        <source>The file is empty: there is nothing in it.</source>
        <translation>파일이 비어 있습니다. 안에 아무것도 없습니다.</translation>
    </message>
    <message>
        <source>The picture is too large to be shown.</source>
        <translation>사진이 너무 커서 보여 줄 수 없습니다.</translation>
    </message>
    <message>
        <source>It took too long to read the file.</source>
        <translation>파일을 읽는 데 너무 오래 걸렸습니다.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read; its reader crashed.</source>
        <translation>파일을 읽을 수 없습니다. 읽는 프로그램이 멈추었습니다.</translation>
    </message>
    <message>
        <source>It is on the storages; open it to see it.</source>
        <translation>저장소에 있습니다. 열면 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>The file is not on this computer.</source>
        <translation>파일이 이 컴퓨터에 없습니다.</translation>
    </message>
    <message>
        <source>The file is cut off: what is missing of the picture is gray.</source>
        <translation>파일이 잘려 있습니다. 사진에서 없는 부분은 회색으로 보입니다.</translation>
    </message>
    <message>
        <source>Size of the photos</source>
        <translation>사진 크기</translation>
    </message>
    <message>
        <source>Show photos in their own shapes</source>
        <translation>사진을 원래 비율로 보기</translation>
    </message>
    <message>
        <source>Show photos as squares</source>
        <translation>사진을 정사각형으로 보기</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Up and down go by months, page up and page down by years.</source>
        <translation>위쪽과 아래쪽 화살표는 한 달씩, Page Up과 Page Down은 한 해씩 이동합니다.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>{duration} left</source>
        <translation>{duration} 남음</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more came since it began.</source>
        <translation>
            <numerusform>시작한 뒤로 %Ln장이 더 추가되었습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress of the upload</source>
        <translation>업로드 진행률</translation>
    </message>
    <message numerus="yes">
        <source>Bringing %Ln photos to both storages</source>
        <translation>
            <numerusform>사진 %Ln장을 두 저장소로 보내는 중</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>RemoveAlbum</name>
    <message>
        <source>Remove album</source>
        <translation>앨범 제거</translation>
    </message>
    <message>
        <source>Remove “{name}” from PicUp?</source>
        <translation>PicUp에서 “{name}”을(를) 제거하시겠습니까?</translation>
    </message>
    <message>
        <source>The folder on this computer stays as it is. {photos} are kept on the storages.</source>
        <translation>이 컴퓨터의 폴더는 그대로 둡니다. 저장소에는 {photos}이(가) 있습니다.</translation>
    </message>
    <message>
        <source>Keep them on the storages</source>
        <translation>저장소에 그대로 두기</translation>
    </message>
    <message numerus="yes">
        <source>Delete them there too, after %Ln days</source>
        <translation>
            <numerusform>%Ln일 후 거기서도 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>RenameAlbum</name>
    <message>
        <source>Rename “{name}”</source>
        <translation>“{name}” 이름 바꾸기</translation>
    </message>
    <message>
        <source>All computers of this vault show the new name, and restored photos lie in a folder of it. The folder on this computer keeps its own.</source>
        <translation>이 보관함의 모든 컴퓨터에 새 이름이 보이고, 복원한 사진은 그 이름의 폴더에 놓입니다. 이 컴퓨터의 폴더 이름은 그대로입니다.</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>새 이름</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>“{old}” is called “{new}” now.</source>
        <translation>“{old}”의 이름이 이제 “{new}”입니다.</translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message>
        <source>All photos</source>
        <translation>모든 사진</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>Some photos</source>
        <translation>일부 사진</translation>
    </message>
    <message>
        <source>Which photos?</source>
        <translation>어떤 사진을 복원하시겠습니까?</translation>
    </message>
    <message>
        <source>All {photos}, {size}</source>
        <translation>전체 {photos}, {size}</translation>
    </message>
    <message>
        <source>Part of a name, or of its folder</source>
        <translation>이름이나 폴더의 일부</translation>
    </message>
    <message>
        <source>Look for photos</source>
        <translation>사진 찾기</translation>
    </message>
    <message>
        <source>Photos found</source>
        <translation>찾은 사진</translation>
    </message>
    <message>
        <source>Type a name to look for photos.</source>
        <translation>이름을 입력하면 사진을 찾습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos that you chose</source>
        <translation>
            <numerusform>선택한 사진 %Ln장</numerusform>
        </translation>
    </message>
    <message>
        <source>Photos are restored as plain files, with their names, folders and times. Existing files are never overwritten.</source>
        <translation>사진은 이름, 폴더, 시간이 그대로인 일반 파일로 돌아옵니다. 이미 있는 파일은 절대 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>No folder chosen yet</source>
        <translation>아직 선택한 폴더가 없습니다</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>어디에 복원하시겠습니까?</translation>
    </message>
    <message>
        <source>Which folder should they be restored to?</source>
        <translation>어느 폴더에 넣으시겠습니까?</translation>
    </message>
    <message>
        <source>Photos to look at</source>
        <translation>확인할 사진</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Save this report…</source>
        <translation>보고서 저장…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>외 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Save this report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>Neither storage could be reached</source>
        <translation>두 저장소 모두 응답하지 않습니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos could not be restored</source>
        <translation>
            <numerusform>사진 %Ln장을 복원하지 못했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>It was cancelled</source>
        <translation>취소되었습니다</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are there</source>
        <translation>
            <numerusform>사진 %Ln장을 모두 복원했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>{photos} restored to {folder}, {size}.</source>
        <translation>{photos}을 {folder}에 복원했습니다({size}).</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were there already.</source>
        <translation>
            <numerusform>사진 %Ln장은 이미 있었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos were written beside different files of the same name; nothing was overwritten.</source>
        <translation>
            <numerusform>사진 %Ln장은 같은 이름의 다른 파일 옆에 두었으며, 덮어쓴 파일은 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos got a name that this computer can have.</source>
        <translation>
            <numerusform>사진 %Ln장은 이 컴퓨터에서 쓸 수 있는 이름으로 바꾸어 두었습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore again to continue where it stopped.</source>
        <translation>다시 복원하면 멈춘 곳부터 이어집니다.</translation>
    </message>
    <message>
        <source>Restoring your photos…</source>
        <translation>사진을 복원하는 중…</translation>
    </message>
    <message>
        <source>Choose the folder to restore the photos to.</source>
        <translation>사진을 넣을 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose at least one photo.</source>
        <translation>사진을 한 장 이상 선택하세요.</translation>
    </message>
    <message>
        <source>Choose at least one album.</source>
        <translation>앨범을 하나 이상 선택하세요.</translation>
    </message>
    <message>
        <source>That folder is part of the album “{album}”, where restored photos would be taken for new ones. Choose another.</source>
        <translation>이 폴더는 앨범 “{album}”에 속해 있어 복원한 사진이 새 사진으로 처리됩니다. 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>No photo was stored then.</source>
        <translation>그때 저장된 사진이 없습니다.</translation>
    </message>
    <message>
        <source>{photos}, {size}, as they are stored now.</source>
        <translation>지금 저장되어 있는 그대로 {photos}, {size}입니다.</translation>
    </message>
    <message>
        <source>{photos}, {size}, as they were at the end of {day}.</source>
        <translation>{day} 하루가 끝날 때를 기준으로 {photos}, {size}입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are edited now.</source>
        <translation>
            <numerusform>그중 %Ln장은 지금 편집되어 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have another name or folder now.</source>
        <translation>
            <numerusform>그중 %Ln장은 지금 이름이나 폴더가 다릅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are deleted now.</source>
        <translation>
            <numerusform>그중 %Ln장은 지금 삭제되어 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are the same now.</source>
        <translation>지금도 모두 같습니다.</translation>
    </message>
    <message>
        <source>As they are now</source>
        <translation>지금 그대로</translation>
    </message>
    <message>
        <source>As they were on</source>
        <translation>그날 모습대로</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>From when?</source>
        <translation>언제의 사진입니까?</translation>
    </message>
    <message>
        <source>Looking at what was there…</source>
        <translation>그때 무엇이 있었는지 확인하는 중…</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>video, film, movie</source>
        <comment>words of a search, separated by commas</comment>
        <translation>동영상, 비디오, 영상</translation>
    </message>
    <message>
        <source>live, live photo, motion photo</source>
        <comment>words of a search, separated by commas</comment>
        <translation>라이브, 라이브 포토, 모션 포토</translation>
    </message>
    <message>
        <source>RAW</source>
        <comment>words of a search, separated by commas</comment>
        <translation>RAW</translation>
    </message>
    <message>
        <source>screenshot, screen shot</source>
        <comment>words of a search, separated by commas</comment>
        <translation>스크린샷, 화면 캡처, 캡처</translation>
    </message>
    <message>
        <source>without date, undated</source>
        <comment>words of a search, separated by commas</comment>
        <translation>날짜 없음, 날짜 없는</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>저장한 보기</translation>
    </message>
    <message>
        <source>Save this search…</source>
        <translation>이 검색 저장…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>이 검색 저장</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>It stands beside the filters, on this computer only.</source>
        <translation>필터 옆에서 선택할 수 있으며, 이 컴퓨터에만 저장됩니다.</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>No program of this computer opens the folder.</source>
        <translation>이 컴퓨터에 폴더를 여는 프로그램이 없습니다.</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>이 컴퓨터에 없음</translation>
    </message>
    <message>
        <source>They are in more than one folder</source>
        <translation>여러 폴더에 나뉘어 있음</translation>
    </message>
    <message>
        <source>At most {count} at once; Restore takes them all</source>
        <translation>한 번에 {count}장까지입니다. 복원은 모두 가능합니다</translation>
    </message>
    <message>
        <source>Chosen photos</source>
        <translation>선택한 사진</translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation>선택 해제(Esc)</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>복원…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source> s</source>
        <translation> 초</translation>
    </message>
    <message>
        <source> min</source>
        <translation>분</translation>
    </message>
    <message>
        <source> h</source>
        <translation>시간</translation>
    </message>
    <message>
        <source> days</source>
        <translation>일</translation>
    </message>
    <message>
        <source>Default: {number}</source>
        <translation>기본값: {number}</translation>
    </message>
    <message>
        <source>Deleted photos stay on the storages for</source>
        <translation>삭제한 사진을 저장소에 보관하는 기간</translation>
    </message>
    <message>
        <source>A look at all that is on a storage counts for</source>
        <translation>저장소 전체를 확인한 결과를 믿는 기간</translation>
    </message>
    <message>
        <source>Tries after an upload failed</source>
        <translation>업로드 실패 후 재시도 횟수</translation>
    </message>
    <message>
        <source>Pause between those tries</source>
        <translation>재시도 사이의 간격</translation>
    </message>
    <message>
        <source>A file is taken when it was quiet for</source>
        <translation>파일이 바뀌지 않아야 하는 시간</translation>
    </message>
    <message>
        <source>A photo that failed waits at first</source>
        <translation>실패한 사진이 처음 기다리는 시간</translation>
    </message>
    <message>
        <source>A photo that failed waits at most</source>
        <translation>실패한 사진이 기다리는 최대 시간</translation>
    </message>
    <message>
        <source>Ask what to do when backup is away for</source>
        <translation>백업 저장소가 응답하지 않을 때 물어보기까지의 시간</translation>
    </message>
    <message>
        <source>Room for sealed photos on their way</source>
        <translation>전송 중인 암호화된 사진을 위한 공간</translation>
    </message>
    <message>
        <source>Room that always stays free on this disk</source>
        <translation>이 디스크에 항상 남겨 둘 공간</translation>
    </message>
    <message>
        <source>Tries before a deletion is given up</source>
        <translation>삭제를 포기하기까지의 시도 횟수</translation>
    </message>
    <message>
        <source>Photos deleted in one go</source>
        <translation>한 번에 삭제하는 사진 수</translation>
    </message>
    <message>
        <source>Deletions taken ahead</source>
        <translation>미리 가져오는 삭제 작업 수</translation>
    </message>
    <message>
        <source>A deletion may take</source>
        <translation>삭제 작업의 제한 시간</translation>
    </message>
    <message>
        <source>Wait for the deletion queue</source>
        <translation>삭제 대기열을 기다리는 시간</translation>
    </message>
    <message>
        <source>Tries to reach the deletion queue</source>
        <translation>삭제 대기열 연결 시도 횟수</translation>
    </message>
    <message>
        <source>Hold an album that loses more than</source>
        <translation>앨범을 보류하는 손실 비율</translation>
    </message>
    <message>
        <source>Hold an album only if the photos are more than</source>
        <translation>앨범을 보류하는 손실 사진 수</translation>
    </message>
    <message>
        <source>Hold an album if they go within</source>
        <translation>앨범 손실을 판단하는 기간</translation>
    </message>
    <message>
        <source>Wait for a storage to answer</source>
        <translation>저장소의 응답을 기다리는 시간</translation>
    </message>
    <message>
        <source>Give up a transfer that stands still for</source>
        <translation>멈춘 전송을 포기하기까지의 시간</translation>
    </message>
    <message>
        <source>Sign of life on a connection every</source>
        <translation>연결 확인 간격</translation>
    </message>
    <message>
        <source>Connections to one storage at most</source>
        <translation>저장소 한 곳당 최대 연결 수</translation>
    </message>
    <message>
        <source>All that a bucket has is read back within</source>
        <translation>버킷의 내용을 모두 다시 읽는 기간</translation>
    </message>
    <message>
        <source>Send to main at most; 0 is no limit</source>
        <translation>메인으로 보내는 최대 속도. 0은 제한 없음</translation>
    </message>
    <message>
        <source>Send to backup at most; 0 is no limit</source>
        <translation>백업으로 보내는 최대 속도. 0은 제한 없음</translation>
    </message>
    <message>
        <source>When nothing moves, such as 08:00-18:00, by the local clock; empty: never</source>
        <translation>아무것도 전송하지 않는 시간(현지 시각, 예: 08:00-18:00). 비워 두면 사용 안 함</translation>
    </message>
    <message>
        <source>Lock when nobody was there for; 0 is never</source>
        <translation>자리를 비운 뒤 잠그기까지의 시간. 0은 잠그지 않음</translation>
    </message>
    <message>
        <source>Lock together with the screen, where the system tells</source>
        <translation>시스템이 알려 주는 경우 화면과 함께 잠그기</translation>
    </message>
    <message>
        <source>Keep new photos safe while it is locked</source>
        <translation>잠긴 동안에도 새 사진을 안전하게 보관</translation>
    </message>
    <message>
        <source>Tell when no photo was protected for</source>
        <translation>보호된 사진이 없을 때 알림까지의 시간</translation>
    </message>
    <message>
        <source>Tell the same alert again after</source>
        <translation>같은 알림을 다시 보내는 간격</translation>
    </message>
    <message>
        <source>Try a notification again for</source>
        <translation>알림 전송을 다시 시도하는 시간</translation>
    </message>
    <message>
        <source>Wait for a notification target</source>
        <translation>알림 대상을 기다리는 시간</translation>
    </message>
    <message>
        <source>Alerts in a minute at most</source>
        <translation>1분당 최대 알림 수</translation>
    </message>
    <message>
        <source>When to tell each day what still waits, such as 09:00, by the local clock; empty: never</source>
        <translation>아직 기다리는 항목을 매일 알리는 시각(현지 시각, 예: 09:00). 비워 두면 사용 안 함</translation>
    </message>
    <message>
        <source>Language of alerts, such as en; empty: this computer&apos;s</source>
        <translation>알림 언어의 코드(예: en). 비워 두면 이 컴퓨터의 언어</translation>
    </message>
    <message>
        <source>Ask once a day whether there is a newer version</source>
        <translation>하루에 한 번 새 버전이 있는지 확인</translation>
    </message>
    <message>
        <source>Address of the version file; empty: nothing is asked</source>
        <translation>버전 파일의 주소. 비워 두면 확인하지 않음</translation>
    </message>
    <message>
        <source>Show all numbers</source>
        <translation>모든 수치 보기</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>Change where {role} is</source>
        <translation>{role} 위치 변경</translation>
    </message>
    <message>
        <source>Keeping photos</source>
        <translation>사진 보관</translation>
    </message>
    <message>
        <source>Wait for backup</source>
        <translation>백업 저장소를 기다리기</translation>
    </message>
    <message>
        <source>Keep it on main</source>
        <translation>메인 저장소에 보관하기</translation>
    </message>
    <message>
        <source>When backup misses a photo</source>
        <translation>백업 저장소에 저장하지 못했을 때</translation>
    </message>
    <message>
        <source>A photo is called safe only when it is stored on both.</source>
        <translation>사진은 두 저장소에 모두 있어야 안전하다고 표시합니다.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>시험 알림 보내기</translation>
    </message>
    <message>
        <source>Tell me on the desktop when something needs me</source>
        <translation>확인이 필요하면 바탕 화면에 알림 표시</translation>
    </message>
    <message>
        <source>Name files in messages that leave this computer</source>
        <translation>외부로 보내는 메시지에 파일 이름 포함</translation>
    </message>
    <message>
        <source>Send a daily summary of what needs me at</source>
        <translation>아직 처리할 일이 있으면 매일 알려 줄 시각</translation>
    </message>
    <message>
        <source>Slack, mail, ntfy, Telegram and a hundred others:</source>
        <translation>Slack, 메일, ntfy, Telegram 등 백여 가지 서비스:</translation>
    </message>
    <message>
        <source>Notify URL</source>
        <translation>알림 URL</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Remove {target}</source>
        <translation>{target} 제거</translation>
    </message>
    <message>
        <source>Sending a test…</source>
        <translation>시험 알림을 보내는 중…</translation>
    </message>
    <message>
        <source>{target} took it.</source>
        <translation>{target}: 전달되었습니다.</translation>
    </message>
    <message>
        <source>Until then, a deletion can be taken back, and a photo that was edited or overwritten has its earlier version. Each edit needs the room of the whole photo on both storages, which is given back when its days are over.</source>
        <translation>그때까지는 삭제를 취소할 수 있고, 편집하거나 덮어쓴 사진의 이전 버전도 남아 있습니다. 편집할 때마다 두 저장소에 사진 전체만큼의 공간이 필요하며, 기간이 끝나면 그 공간을 돌려받습니다.</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>업로드</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Connections and alerts</source>
        <translation>연결과 알림</translation>
    </message>
    <message>
        <source>Show fewer numbers</source>
        <translation>수치 숨기기</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정 따르기</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>Start PicUp with this computer</source>
        <translation>컴퓨터를 켤 때 PicUp 시작</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>화면 모드</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Mark also the photos that are safe</source>
        <translation>안전한 사진에도 표시</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <translation>복구 키트</translation>
    </message>
    <message>
        <source>The kit opens everything when this computer is gone. Keep it away from here and from both storages.</source>
        <translation>이 컴퓨터가 없어져도 키트로 모든 것을 열 수 있습니다. 이 컴퓨터와 두 저장소에서 떨어진 곳에 보관하세요.</translation>
    </message>
    <message>
        <source>The 24 words, or the line AGE-SECRET-KEY-1…</source>
        <translation>단어 24개 또는 AGE-SECRET-KEY-1… 줄</translation>
    </message>
    <message>
        <source>Words of the recovery kit</source>
        <translation>복구 키트의 단어</translation>
    </message>
    <message>
        <source>Check the kit</source>
        <translation>키트 확인</translation>
    </message>
    <message>
        <source>From its file…</source>
        <translation>파일에서…</translation>
    </message>
    <message>
        <source>Make a new kit…</source>
        <translation>새 키트 만들기…</translation>
    </message>
    <message>
        <source>If somebody saw the kit, or it is lost</source>
        <translation>누가 키트를 보았거나 잃어버렸을 때</translation>
    </message>
    <message>
        <source>The new kit opens everything. The old one opens nothing that is stored from then on; what is stored by now, it still can.</source>
        <translation>새 키트로 모든 것이 열립니다. 예전 키트로는 그 뒤에 저장되는 것이 열리지 않습니다. 지금까지 저장된 것은 계속 열립니다.</translation>
    </message>
    <message>
        <source>Which file is the kit?</source>
        <translation>키트 파일을 선택하세요</translation>
    </message>
    <message>
        <source>That is no text. Choose the kit&apos;s text file, not its page.</source>
        <translation>텍스트 파일이 아닙니다. 인쇄용 페이지가 아니라 키트의 텍스트 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>A new kit opens every photo, for whoever has it and without this computer.</source>
        <translation>새 키트를 가진 사람은 이 컴퓨터 없이도 모든 사진을 열 수 있습니다.</translation>
    </message>
    <message>
        <source>Where is the new kit to be saved?</source>
        <translation>새 키트를 어디에 저장하시겠습니까?</translation>
    </message>
    <message>
        <source>The new kit is in {file}. Print it, keep it away from here, and check it.</source>
        <translation>새 키트가 {file}에 있습니다. 인쇄하여 이곳이 아닌 곳에 두고 확인하세요.</translation>
    </message>
    <message>
        <source>The new kit is in {file}. Keep the old one too until both storages were reached.</source>
        <translation>새 키트가 {file}에 있습니다. 두 저장소에 모두 연결될 때까지 예전 키트도 보관하세요.</translation>
    </message>
    <message>
        <source>The new kit is made.</source>
        <translation>새 키트를 만들었습니다.</translation>
    </message>
    <message>
        <source>The kit is right: it opens this vault.</source>
        <translation>올바른 키트입니다. 이 보관함을 엽니다.</translation>
    </message>
    <message>
        <source>The kit was checked and is right.</source>
        <translation>키트를 확인했습니다.</translation>
    </message>
    <message>
        <source>The kit was not checked yet.</source>
        <translation>키트를 아직 확인하지 않았습니다.</translation>
    </message>
    <message>
        <source>Speed and quiet</source>
        <translation>속도와 조용한 시간</translation>
    </message>
    <message>
        <source>Send to {role} at most</source>
        <translation>{role} 저장소로 보내는 최대 속도</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>조용한 시간</translation>
    </message>
    <message>
        <source>Nothing is sent then.</source>
        <translation>이 시간에는 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Pause while the battery is in use</source>
        <translation>배터리를 사용할 때 일시 중지</translation>
    </message>
    <message>
        <source>Pause on a metered connection</source>
        <translation>데이터 통신 연결에서 일시 중지</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>Check and use it</source>
        <translation>확인하고 사용</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>이전과 같음</translation>
    </message>
    <message>
        <source>Where is {role} now?</source>
        <translation>{role}은(는) 지금 어디에 있습니까?</translation>
    </message>
    <message>
        <source>{role} is at {place} from now on.</source>
        <translation>이제부터 {role}의 위치는 {place}입니다.</translation>
    </message>
    <message>
        <source>The same sealed photos must already be stored there: nothing is copied, and nothing is changed until they are found.</source>
        <translation>암호화된 같은 사진들이 그곳에 이미 있어야 합니다. 아무것도 복사하지 않으며, 사진이 확인될 때까지 아무것도 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>안내 페이지 열기</translation>
    </message>
    <message>
        <source>Check for a newer version once a day</source>
        <translation>하루에 한 번 새 버전이 있는지 확인</translation>
    </message>
    <message>
        <source>One small file is read. Nothing is installed, and nothing about you is sent.</source>
        <translation>작은 파일 하나만 읽습니다. 아무것도 설치하지 않으며, 사용자에 대해 아무것도 알리지 않습니다.</translation>
    </message>
    <message>
        <source>Address of the version file</source>
        <translation>버전 파일의 주소</translation>
    </message>
    <message>
        <source>Nothing is checked until there is an address.</source>
        <translation>주소를 입력하기 전에는 아무 데도 확인하지 않습니다.</translation>
    </message>
    <message>
        <source>Version {newest} is available; this is {own}.</source>
        <translation>{newest} 버전이 나왔습니다. 지금은 {own} 버전입니다.</translation>
    </message>
    <message>
        <source>This is version {own}.</source>
        <translation>지금은 {own} 버전입니다.</translation>
    </message>
    <message>
        <source>Checked {ago}: it is the newest.</source>
        <translation>{ago} 확인: 최신 버전입니다.</translation>
    </message>
    <message>
        <source>Computers of this vault</source>
        <translation>이 보관함의 컴퓨터</translation>
    </message>
    <message>
        <source>Remove one that was stolen, sold or lost: what is stored from then on is not for it, and what it writes does not count. Its photos stay.</source>
        <translation>도난당했거나 팔았거나 잃어버린 컴퓨터를 제외하세요. 그 뒤에 저장되는 것은 그 컴퓨터로 열리지 않고, 그 컴퓨터가 쓰는 것은 인정되지 않습니다. 그 컴퓨터의 사진은 남습니다.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제외…</translation>
    </message>
    <message>
        <source>Remove the computer {name}</source>
        <translation>컴퓨터 {name} 제외</translation>
    </message>
    <message>
        <source>Remove {name} from this vault?</source>
        <translation>{name}을(를) 이 보관함에서 제외하시겠습니까?</translation>
    </message>
    <message>
        <source>It can&apos;t be let in again without the recovery kit. What is on both storages by now, it can still open if it gets at it: so change the passwords of both storages as well.</source>
        <translation>복구 키트 없이는 다시 넣을 수 없습니다. 지금 두 저장소에 있는 것은 접근할 수만 있으면 여전히 열 수 있으므로 두 저장소의 비밀번호도 바꾸세요.</translation>
    </message>
    <message>
        <source>{name} does not belong to this vault any more.</source>
        <translation>{name}은(는) 이제 이 보관함에 속하지 않습니다.</translation>
    </message>
    <message>
        <source>Change the passwords of both storages now, and make a new kit if the kit was on it or near it.</source>
        <translation>이제 두 저장소의 비밀번호를 바꾸고, 키트가 그 컴퓨터에 있었거나 가까이 있었다면 새 키트를 만드세요.</translation>
    </message>
    <message>
        <source>It had let in {names}. If one of them is none of yours, remove it too.</source>
        <translation>그 컴퓨터가 받아들인 컴퓨터: {names}. 이 가운데 내 것이 아닌 것이 있으면 그것도 제외하세요.</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>wrote nothing yet</source>
        <translation>아직 쓴 것 없음</translation>
    </message>
    <message>
        <source>last wrote on {day}</source>
        <translation>{day}에 마지막으로 씀</translation>
    </message>
    <message>
        <source>At</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>to</source>
        <translation>~</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Recently deleted</source>
        <translation>최근 삭제됨</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Free up space</source>
        <translation>공간 확보</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>화면</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>확인할 항목 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>잠그기(Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>Space</name>
    <message>
        <source>Photos that are whole on both storages need no space on this computer. Their files go to its trash, and the photos stay in PicUp. Nothing is deleted on the storages.</source>
        <translation>두 저장소에 온전히 있는 사진은 이 컴퓨터의 공간을 차지할 필요가 없습니다. 파일은 이 컴퓨터의 휴지통으로 가고 사진은 PicUp에 남습니다. 저장소에서는 아무것도 지우지 않습니다.</translation>
    </message>
    <message>
        <source>Checking what could go…</source>
        <translation>옮길 수 있는 사진을 살펴보는 중…</translation>
    </message>
    <message>
        <source>Checking each file once more…</source>
        <translation>파일을 하나씩 다시 확인하는 중…</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>휴지통으로 옮기기</translation>
    </message>
    <message>
        <source>Bringing files back…</source>
        <translation>파일을 다시 가져오는 중…</translation>
    </message>
    <message>
        <source>Of any age</source>
        <translation>모든 기간</translation>
    </message>
    <message>
        <source>Older than a month</source>
        <translation>한 달보다 오래된 사진</translation>
    </message>
    <message>
        <source>Older than half a year</source>
        <translation>반년보다 오래된 사진</translation>
    </message>
    <message>
        <source>Older than a year</source>
        <translation>일 년보다 오래된 사진</translation>
    </message>
    <message>
        <source>How old the photos are</source>
        <translation>사진의 기간</translation>
    </message>
    <message>
        <source>Photos of these albums</source>
        <translation>이 앨범의 사진</translation>
    </message>
    <message>
        <source>What stays, and why</source>
        <translation>남는 사진과 이유</translation>
    </message>
    <message>
        <source>Free up space</source>
        <translation>공간 확보</translation>
    </message>
    <message>
        <source>Files that stayed</source>
        <translation>남은 파일</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Choose the albums whose files may leave</source>
        <translation>파일을 비울 앨범을 선택하세요</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files stayed</source>
        <translation>
            <numerusform>파일 %Ln개가 남았습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can leave this computer now</source>
        <translation>지금은 이 컴퓨터에서 옮길 수 있는 사진이 없습니다</translation>
    </message>
    <message>
        <source>{photos}, {size}, can leave this computer</source>
        <translation>{photos}({size})을 이 컴퓨터에서 옮길 수 있습니다</translation>
    </message>
    <message>
        <source>All of them were read back whole from both storages recently.</source>
        <translation>최근 두 저장소에서 모두 온전히 읽어 확인했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are read back from both storages first, because that was not done recently.</source>
        <translation>
            <numerusform>그중 %Ln장은 최근에 확인하지 않아 먼저 두 저장소에서 읽어 확인합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Move {photos}, {size}, to this computer&apos;s trash?</source>
        <translation>{photos}({size})을 이 컴퓨터의 휴지통으로 옮기시겠습니까?</translation>
    </message>
    <message>
        <source>Albums: {names}</source>
        <translation>앨범: {names}</translation>
    </message>
    <message>
        <source>The photos stay on both storages and in PicUp. Until the trash is emptied their files can be put back from it; after that, “Bring back to this computer” in Photos reads them back.</source>
        <translation>사진은 두 저장소와 PicUp에 그대로 남습니다. 휴지통을 비우기 전에는 거기서 파일을 되돌릴 수 있고, 그 뒤에는 사진 화면의 “이 컴퓨터로 다시 가져오기”로 다시 읽어 올 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are not whole on both storages yet.</source>
        <translation>
            <numerusform>사진 %Ln장은 아직 두 저장소에 온전히 있지 않습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are in albums that are not watched now.</source>
        <translation>
            <numerusform>사진 %Ln장은 지금 살펴보지 않는 앨범에 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are newer than you chose.</source>
        <translation>
            <numerusform>사진 %Ln장은 선택한 기간보다 새 사진입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are on the storages only already.</source>
        <translation>
            <numerusform>사진 %Ln장은 이미 저장소에만 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing left this computer</source>
        <translation>이 컴퓨터에서 옮긴 사진이 없습니다</translation>
    </message>
    <message>
        <source>{photos}, {size}, are in this computer&apos;s trash</source>
        <translation>{photos}({size})을 이 컴퓨터의 휴지통으로 옮겼습니다</translation>
    </message>
    <message>
        <source>Empty the trash to free the space. The photos stay on both storages and in PicUp; a file that you put back from the trash is here again.</source>
        <translation>휴지통을 비우면 공간이 확보됩니다. 사진은 두 저장소와 PicUp에 그대로 남아 있으며, 휴지통에서 파일을 되돌리면 다시 이 컴퓨터에 있게 됩니다.</translation>
    </message>
    <message>
        <source>{photos}, {size}, of these albums are on the storages only.</source>
        <translation>이 앨범들의 {photos}({size})이 저장소에만 있습니다.</translation>
    </message>
    <message>
        <source>No file came back</source>
        <translation>다시 가져온 파일이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files did not come back</source>
        <translation>
            <numerusform>파일 %Ln개를 다시 가져오지 못했습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>Not read yet</source>
        <translation>아직 읽지 않음</translation>
    </message>
    <message>
        <source>Only on the storages, not on this computer</source>
        <translation>저장소에만 있고 이 컴퓨터에는 없음</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>동영상</translation>
    </message>
    <message>
        <source>{place} of {count} in {month}</source>
        <translation>{month} {count}장 중 {place}번째</translation>
    </message>
    <message>
        <source>{month}, photos {first} to {last} of {count}</source>
        <translation>{month}, 사진 {count}장 중 {first}~{last}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Sending {rate}</source>
        <translation>전송 중 {rate}</translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>No server has this address. Write it as the server or your provider shows it, such as https://cloud.example.</source>
        <translation>이런 주소의 서버는 없습니다. https://cloud.example처럼 서버나 서비스 제공자에 표시된 대로 쓰세요.</translation>
    </message>
    <message>
        <source>This is the address of another service. Write the one that begins with https://.</source>
        <translation>다른 서비스의 주소입니다. https://로 시작하는 주소를 쓰세요.</translation>
    </message>
    <message>
        <source>Write the address of the NAS, such as nas.local or 192.168.1.20.</source>
        <translation>nas.local 또는 192.168.1.20처럼 NAS의 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>This is the address of another service of the NAS. Write only its name or number, such as nas.local or 192.168.1.20, and turn SFTP on there. For a shared folder that is mounted on this computer, choose “Folder or mounted share”.</source>
        <translation>NAS의 다른 서비스 주소입니다. nas.local 또는 192.168.1.20처럼 이름이나 숫자만 입력하고, NAS에서 SFTP를 켜세요. 이 컴퓨터에 마운트된 공유 폴더라면 “폴더 또는 공유 폴더”를 선택하세요.</translation>
    </message>
    <message>
        <source>No NAS has this address. Write only its name or number, such as nas.local or 192.168.1.20.</source>
        <translation>이런 주소의 NAS는 없습니다. nas.local 또는 192.168.1.20처럼 이름이나 숫자만 입력하세요.</translation>
    </message>
    <message>
        <source>Name a folder for the photos, such as picup, or choose one by Browse.</source>
        <translation>picup처럼 사진을 둘 폴더 이름을 입력하거나 찾아보기로 선택하세요.</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>Refuses</source>
        <translation>거부함</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>가득 참</translation>
    </message>
    <message>
        <source>All that was copied here was seen {ago}</source>
        <translation>여기로 복사한 것은 모두 {ago} 확인함</translation>
    </message>
    <message numerus="yes">
        <source>in {files} files, because %Ln are duplicates</source>
        <translation>
            <numerusform>파일 {files}개에 저장됨. %Ln장은 중복입니다</numerusform>
        </translation>
    </message>
    <message>
        <source>{role} was seen whole {ago}.</source>
        <translation>{role}: {ago} 전체를 확인했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln earlier versions of edited photos</source>
        <translation>
            <numerusform>편집한 사진의 이전 버전 %Ln개 별도</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, {size}, are still to be copied here.</source>
        <translation>
            <numerusform>사진 %Ln장({size})을 아직 여기로 복사해야 합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos, {size}, are copied to the new place from {other}. At {rate} that takes about {duration}; it goes on by itself after any interruption.</source>
        <translation>
            <numerusform>{other}에서 새 위치로 사진 %Ln장({size})을 복사합니다. {rate}라면 약 {duration} 걸리며, 중단되어도 저절로 이어집니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Until then, each photo that is not there yet counts as half protected: only {other} has it. Photos are read from there meanwhile. What {role} was until now is not touched, and need not be in reach.</source>
        <translation>그때까지 아직 옮기지 않은 사진은 {other}에만 있으므로 절반만 보호된 것으로 셉니다. 그동안 사진은 {other}에서 읽습니다. 지금까지의 {role}은(는) 건드리지 않으며 연결되지 않아도 됩니다.</translation>
    </message>
    <message>
        <source>Photos that {role} has</source>
        <translation>{role}에 있는 사진의 비율</translation>
    </message>
    <message>
        <source>free</source>
        <translation>남은 공간</translation>
    </message>
    <message>
        <source>{state} for {duration}</source>
        <translation>{state}({duration})</translation>
    </message>
    <message numerus="yes">
        <source>photos</source>
        <translation>
            <numerusform>사진</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>used</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Last seen whole {ago}</source>
        <translation>{ago} 전체를 확인함</translation>
    </message>
    <message>
        <source>Moved or replaced…</source>
        <translation>옮기거나 교체…</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>지금 확인</translation>
    </message>
    <message>
        <source>Check {role} now</source>
        <translation>{role} 지금 확인</translation>
    </message>
    <message>
        <source>Compares names and sizes of all files there. Takes seconds.</source>
        <translation>거기 있는 모든 파일의 이름과 크기를 비교합니다. 몇 초 걸립니다.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Read everything back from {role}</source>
        <translation>{role}의 모든 것을 다시 읽기</translation>
    </message>
    <message>
        <source>Reads every file back and compares each byte. May take hours.</source>
        <translation>모든 파일을 다시 읽어 한 바이트까지 비교합니다. 몇 시간 걸릴 수 있습니다.</translation>
    </message>
    <message>
        <source>{role} has moved, died or was replaced</source>
        <translation>{role}을(를) 옮겼거나 고장 났거나 바꿨음</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>복구</translation>
    </message>
    <message>
        <source>Remove them…</source>
        <translation>지우기…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Comparing all names and sizes…</source>
        <translation>모든 이름과 크기를 비교하는 중…</translation>
    </message>
    <message>
        <source>Ask for checksums</source>
        <translation>체크섬만 확인</translation>
    </message>
    <message>
        <source>Read everything</source>
        <translation>모두 읽기</translation>
    </message>
    <message>
        <source>Reading everything back…</source>
        <translation>모두 다시 읽는 중…</translation>
    </message>
    <message>
        <source>Asking for checksums…</source>
        <translation>체크섬을 확인하는 중…</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>복구하는 중…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>지우는 중…</translation>
    </message>
</context>
<context>
    <name>StorageAssistant</name>
    <message>
        <source>Compare the keys…</source>
        <translation>키 비교하기…</translation>
    </message>
    <message>
        <source>Change the login…</source>
        <translation>로그인 바꾸기…</translation>
    </message>
    <message>
        <source>What happened to {role}?</source>
        <translation>{role}에 무슨 일이 있었습니까?</translation>
    </message>
    <message>
        <source>It has another address, user or password</source>
        <translation>주소, 사용자 또는 비밀번호가 바뀌었습니다</translation>
    </message>
    <message>
        <source>The box and its sealed photos are the same.</source>
        <translation>저장소와 거기 있는 암호화된 사진은 그대로입니다.</translation>
    </message>
    <message>
        <source>It shows another host key</source>
        <translation>다른 호스트 키를 보입니다</translation>
    </message>
    <message>
        <source>It was reset or set up anew, and the sealed photos are still on it.</source>
        <translation>초기화하거나 새로 설정했지만 암호화된 사진은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>It is dead, lost, or a new empty box is in its place</source>
        <translation>고장 났거나 잃어버렸거나, 비어 있는 새 저장소로 바꿨습니다</translation>
    </message>
    <message>
        <source>A new, empty place is filled with everything from {other}.</source>
        <translation>비어 있는 새 위치를 {other}에 있는 모든 것으로 채웁니다.</translation>
    </message>
    <message>
        <source>Main and backup should change their parts</source>
        <translation>메인과 백업의 역할을 서로 바꾸고 싶습니다</translation>
    </message>
    <message>
        <source>Nothing is copied.</source>
        <translation>아무것도 복사하지 않습니다.</translation>
    </message>
    <message>
        <source>It shows another certificate</source>
        <translation>다른 인증서를 보입니다</translation>
    </message>
    <message>
        <source>It was renewed, or the server was set up anew, and the sealed photos are still on it.</source>
        <translation>인증서를 갱신했거나 서버를 새로 설정했지만 암호화된 사진은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The storages were changed meanwhile. Nothing was done here: look at them again.</source>
        <translation>그사이 저장소 설정이 바뀌었습니다. 여기에서는 아무것도 하지 않았으니 다시 확인하세요.</translation>
    </message>
</context>
<context>
    <name>StorageKey</name>
    <message>
        <source>Trusted until now</source>
        <translation>지금까지 신뢰한 키</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>지금 보이는 키</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>The host key of {role}</source>
        <translation>{role}의 호스트 키</translation>
    </message>
    <message>
        <source>A box has a new key after it was reset or set up anew. If nobody did that, another machine may be answering in its place. Nothing is sent to it before you trust its key, no password either.</source>
        <translation>NAS를 초기화하거나 새로 설정하면 키가 바뀝니다. 아무도 그러지 않았다면 다른 기기가 대신 응답하는 것일 수 있습니다. 키를 신뢰하기 전에는 비밀번호를 포함해 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>The box itself shows this new key, and I expected one.</source>
        <translation>NAS가 직접 이 새 키를 보여 주며, 바뀔 것을 알고 있었습니다.</translation>
    </message>
    <message>
        <source>Trust the new key</source>
        <translation>새 키 신뢰하기</translation>
    </message>
    <message>
        <source>The server itself shows this new certificate, and I expected one.</source>
        <translation>서버의 설정에도 이 새 인증서가 표시되며, 바뀔 것을 알고 있었습니다.</translation>
    </message>
    <message>
        <source>Trust the new certificate</source>
        <translation>새 인증서 신뢰</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>다시 묻기</translation>
    </message>
    <message>
        <source>It is empty: fill it anew…</source>
        <translation>비어 있음: 다시 채우기…</translation>
    </message>
    <message>
        <source>Asking what it shows…</source>
        <translation>서버에 묻는 중…</translation>
    </message>
    <message>
        <source>It is trusted already. Nothing is to be done.</source>
        <translation>이미 신뢰하고 있습니다. 할 일이 없습니다.</translation>
    </message>
    <message>
        <source>The new certificate of {role} is trusted.</source>
        <translation>이제 {role}의 새 인증서를 신뢰합니다.</translation>
    </message>
    <message>
        <source>The certificate of {role}</source>
        <translation>{role}의 인증서</translation>
    </message>
    <message>
        <source>A server has a new certificate after it was renewed or set up anew. If nobody did that, another machine may be answering in its place. Nothing is sent to it before you trust its certificate, no password or secret either.</source>
        <translation>인증서를 갱신하거나 서버를 새로 설정하면 인증서가 바뀝니다. 아무도 그러지 않았다면 다른 기기가 대신 응답하는 것일 수 있습니다. 인증서를 신뢰하기 전에는 비밀번호와 비밀 키를 포함해 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Looking for this vault there…</source>
        <translation>이 보관함이 있는지 찾는 중…</translation>
    </message>
    <message>
        <source>The new key of {role} is trusted.</source>
        <translation>{role}의 새 키를 신뢰합니다.</translation>
    </message>
</context>
<context>
    <name>StorageReplace</name>
    <message>
        <source>Give these photos up</source>
        <translation>이 사진들을 포기합니다</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>It is the new box: replace it</source>
        <translation>새 저장소가 맞습니다: 바꾸기</translation>
    </message>
    <message>
        <source>Compare the new key with the one that the box itself shows. Nothing is sent to it before you accept it.</source>
        <translation>새 키를 NAS가 직접 보여 주는 키와 비교하세요. 받아들이기 전에는 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Which new box takes the part of {role}?</source>
        <translation>어떤 새 저장소가 {role}의 역할을 맡습니까?</translation>
    </message>
    <message>
        <source>{role} is filled from {other} from now on.</source>
        <translation>이제부터 {other}에서 {role}(으)로 채워 나갑니다.</translation>
    </message>
    <message>
        <source>This vault is there already, so nothing was changed. What {role} still lacks is copied from {other}.</source>
        <translation>이 보관함이 이미 거기 있어 아무것도 바꾸지 않았습니다. {role}에 아직 없는 것은 {other}에서 복사합니다.</translation>
    </message>
</context>
<context>
    <name>StorageReport</name>
    <message numerus="yes">
        <source>%Ln files are missing.</source>
        <translation>
            <numerusform>파일 %Ln개가 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have a wrong size.</source>
        <translation>
            <numerusform>파일 %Ln개의 크기가 맞지 않습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is there and has the right size.</source>
        <translation>모두 있고 크기도 맞습니다.</translation>
    </message>
    <message numerus="yes">
        <source>No whole copy of %Ln photos was found. They are under Needs attention.</source>
        <translation>
            <numerusform>사진 %Ln장은 온전한 사본을 찾지 못했습니다. ‘확인 필요’에서 볼 수 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was stopped before its end.</source>
        <translation>끝나기 전에 멈추었습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were removed.</source>
        <translation>
            <numerusform>파일 %Ln개를 지웠습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln files from {role}?</source>
        <translation>
            <numerusform>{role}에서 파일 %Ln개를 지우시겠습니까?</numerusform>
        </translation>
    </message>
    <message>
        <source>They are older than a day and in no list of this vault: left over from a computer that is lost, or put there by somebody else. They can&apos;t come back. If another computer of this vault has been off for long, let it sync first: they may be its photos.</source>
        <translation>하루가 지났고 이 보관함의 어느 목록에도 없는 파일입니다. 잃어버린 컴퓨터가 남겼거나 다른 누군가가 둔 것입니다. 지우면 되돌릴 수 없습니다. 이 보관함의 다른 컴퓨터가 오래 꺼져 있었다면 먼저 동기화하세요. 그 컴퓨터의 사진일 수 있습니다.</translation>
    </message>
    <message>
        <source>Read everything back from {role}?</source>
        <translation>{role}의 내용을 모두 다시 읽겠습니까?</translation>
    </message>
    <message numerus="yes">
        <source>It is in a bucket. About %Ln requests and {size} of download, for which its provider may charge. Comparing names and sizes costs a request for 1,000 files.</source>
        <translation>
            <numerusform>버킷에 있습니다. 요청 약 %Ln건과 다운로드 {size}만큼이 필요하며, 서비스 제공자가 요금을 청구할 수 있습니다. 이름과 크기만 비교하면 파일 1,000개에 요청 한 건이 듭니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The store compares checksums: to ask for them costs a request for each file, and only what is due or has none is downloaded.</source>
        <translation>이 버킷의 서버는 체크섬을 비교합니다. 체크섬만 확인하면 파일마다 요청이 하나씩 들고, 확인할 때가 되었거나 체크섬이 없는 것만 내려받습니다.</translation>
    </message>
    <message>
        <source>Missing: {photos}</source>
        <translation>없음: {photos}</translation>
    </message>
    <message>
        <source>Damaged: {photos}</source>
        <translation>손상됨: {photos}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>파일 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>외 %Ln장</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were brought back from {other}.</source>
        <translation>
            <numerusform>{other}에서 파일 %Ln개를 복구했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are stored anew from this computer.</source>
        <translation>
            <numerusform>파일 %Ln개를 이 컴퓨터에서 다시 저장합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>There was nothing to read.</source>
        <translation>읽을 것이 없었습니다.</translation>
    </message>
    <message>
        <source>{size} were read back, and all of it is as it was stored.</source>
        <translation>{size}를 다시 읽었으며 모두 저장한 그대로입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were not read: the store has the right checksum of each.</source>
        <translation>
            <numerusform>파일 %Ln개는 읽지 않았습니다. 서버에 있는 체크섬이 모두 맞습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} were read back.</source>
        <translation>{size}를 다시 읽었습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files there are in no list of this vault. They are kept.</source>
        <translation>
            <numerusform>이 보관함의 어느 목록에도 없는 파일이 %Ln개 있습니다. 지우지 않고 둡니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>{role} could not be looked at. {reason}</source>
        <translation>{role}을(를) 확인하지 못했습니다. {reason}</translation>
    </message>
</context>
<context>
    <name>StorageSwap</name>
    <message>
        <source>Let main and backup change their parts</source>
        <translation>메인과 백업의 역할 바꾸기</translation>
    </message>
    <message>
        <source>Main is asked first when a photo is read, and is written first. What each box keeps stays where it is, and nothing is copied. Limits of speed go with the box.</source>
        <translation>사진을 읽을 때 메인에 먼저 묻고, 쓸 때도 메인에 먼저 씁니다. 각 저장소에 있는 것은 그대로 두고 아무것도 복사하지 않습니다. 속도 제한은 저장소를 따라갑니다.</translation>
    </message>
    <message>
        <source>becomes {role}</source>
        <translation>→ {role}</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>서로 바꾸기</translation>
    </message>
    <message>
        <source>Waiting for the running pass to end…</source>
        <translation>진행 중인 작업이 끝나기를 기다리는 중…</translation>
    </message>
    <message>
        <source>Main is {main}, and backup is {backup}.</source>
        <translation>메인은 {main}, 백업은 {backup}입니다.</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>사진 %Ln장</numerusform>
        </translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/초</translation>
    </message>
    <message numerus="yes">
        <source>%Ln seconds</source>
        <translation>
            <numerusform>%Ln초</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln시간</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln일</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation>{duration} 전</translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>in {duration}</source>
        <translation>{duration} 후</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>Trash</name>
    <message numerus="yes">
        <source>Delete %Ln photos now?</source>
        <translation>
            <numerusform>사진 %Ln장을 지금 삭제하시겠습니까?</numerusform>
        </translation>
    </message>
    <message>
        <source>They are removed from both storages and can&apos;t come back. This can&apos;t be undone.</source>
        <translation>두 저장소에서 모두 지워지며 되돌릴 수 없습니다. 이 작업은 취소할 수 없습니다.</translation>
    </message>
    <message>
        <source>Delete now</source>
        <translation>지금 삭제</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Nothing was deleted or replaced</source>
        <translation>삭제되거나 바뀐 사진이 없습니다</translation>
    </message>
    <message>
        <source>Deleted photos, and what edited ones were before, stay here for some days and can be restored until then.</source>
        <translation>삭제한 사진과 편집하기 전의 사진은 며칠 동안 여기 남아 있으며 그때까지 복원할 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Delete all %Ln deleted photos now?</source>
        <translation>
            <numerusform>삭제한 사진 %Ln장을 지금 모두 영구히 삭제하시겠습니까?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete now…</source>
        <translation>지금 삭제…</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>비우기…</translation>
    </message>
    <message>
        <source>The viewer shows them at the side of each photo too.</source>
        <translation>사진 보기의 옆쪽에서도 볼 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln deleted photos</source>
        <translation>
            <numerusform>삭제한 사진 %Ln장</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced photos</source>
        <translation>
            <numerusform>바뀐 사진 %Ln장</numerusform>
        </translation>
    </message>
    <message>
        <source>{deleted} and {replaced}</source>
        <translation>{deleted}과 {replaced}</translation>
    </message>
    <message>
        <source>{photos} can still be restored. When its days are over, each leaves both storages.</source>
        <translation>{photos}을 아직 복원할 수 있습니다. 기간이 끝나면 두 저장소에서 없어집니다.</translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln photos as they were?</source>
        <translation>
            <numerusform>사진 %Ln장을 이전 상태로 복원하시겠습니까?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each takes the place of the photo that is in the album now.</source>
        <translation>지금 앨범에 있는 사진을 대신합니다.</translation>
    </message>
    <message>
        <source>What is there now leaves both storages, because your setting is to keep replaced photos for 0 days.</source>
        <translation>바뀐 사진의 보관 기간이 0일로 설정되어 있어, 지금 있는 것은 두 저장소에서 없어집니다.</translation>
    </message>
    <message numerus="yes">
        <source>What is there now is kept as an earlier version for %Ln days.</source>
        <translation>
            <numerusform>지금 있는 것은 이전 버전으로 %Ln일 동안 보관합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are as they were before.</source>
        <translation>
            <numerusform>사진 %Ln장이 이전 상태로 돌아왔습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>외 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln장 선택됨</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the photos to restore.</source>
        <translation>되돌릴 사진을 선택하세요.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos leave both storages now.</source>
        <translation>
            <numerusform>사진 %Ln장을 두 저장소에서 지우고 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos are back.</source>
        <translation>
            <numerusform>사진 %Ln장을 되돌렸습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are on the storages only.</source>
        <translation>
            <numerusform>그중 %Ln장은 저장소에만 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted {ago}</source>
        <translation>{ago} 삭제함</translation>
    </message>
    <message>
        <source>Replaced {ago}</source>
        <translation>{ago} 바뀜</translation>
    </message>
    <message>
        <source>stays: another
photo is the same</source>
        <translation>같은 사진이
또 있어 남습니다</translation>
    </message>
    <message>
        <source>stays until
you answer</source>
        <translation>답할 때까지
남아 있음</translation>
    </message>
    <message>
        <source>goes now</source>
        <translation>지우는 중</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>{duration} 남음</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>{day}까지</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>PicUp keeps running here. To end it, choose Quit in this icon&apos;s menu.</source>
        <translation>PicUp이 여기에서 계속 실행됩니다. 끝내려면 이 아이콘의 메뉴에서 종료를 선택하세요.</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>최근 사진</translation>
    </message>
    <message>
        <source>Open PicUp</source>
        <translation>PicUp 열기</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>지금 동기화</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Sending {rate}</source>
        <translation>{rate} 속도로 보내는 중</translation>
    </message>
    <message>
        <source>Sending {rate}, {duration} left</source>
        <translation>{rate} 속도로 보내는 중, {duration} 남음</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos wait for both storages</source>
        <translation>
            <numerusform>사진 %Ln장이 두 저장소를 기다립니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{storage}: %Ln photos wait</source>
        <translation>
            <numerusform>{storage}: 사진 %Ln장이 기다립니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs attention ({count})</source>
        <translation>확인 필요({count})</translation>
    </message>
</context>
<context>
    <name>Turning</name>
    <message>
        <source>Turn right</source>
        <translation>오른쪽으로 돌리기</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>왼쪽으로 돌리기</translation>
    </message>
    <message>
        <source>Turn around</source>
        <translation>180도 돌리기</translation>
    </message>
    <message>
        <source>Mirror: left and right</source>
        <translation>좌우 뒤집기</translation>
    </message>
    <message>
        <source>Flip: top and bottom</source>
        <translation>상하 뒤집기</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>돌리기</translation>
    </message>
    <message>
        <source>They lie as before.</source>
        <translation>처음 방향으로 되돌렸습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures are turned. Their files stay as they are.</source>
        <translation>
            <numerusform>사진 %Ln장을 돌렸습니다. 파일은 그대로입니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Looking after your photos…</source>
        <translation>사진을 확인하는 중…</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln photos are on both storages</source>
        <translation>
            <numerusform>사진 %Ln장이 모두 두 저장소에 있습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>{safe} of {all} are on both storages</source>
        <translation>{all} 중 {safe}장이 두 저장소에 있습니다</translation>
    </message>
    <message>
        <source>Looking through your albums…</source>
        <translation>앨범을 살펴보는 중…</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>아직 사진이 없습니다</translation>
    </message>
    <message>
        <source>Photos that appear in your albums are kept safe by themselves.</source>
        <translation>앨범에 사진이 생기면 자동으로 안전하게 보관합니다.</translation>
    </message>
    <message>
        <source>Which photos should be kept safe?</source>
        <translation>어떤 사진을 안전하게 지키시겠습니까?</translation>
    </message>
    <message>
        <source>Add the folder where your photos are. Everything else is automatic.</source>
        <translation>사진이 있는 폴더를 추가하세요. 나머지는 자동입니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you.</source>
        <translation>
            <numerusform>확인할 항목이 %Ln개 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sending {rate}.</source>
        <translation>{rate} 속도로 보내는 중입니다.</translation>
    </message>
    <message>
        <source>Sending {rate}, {duration} left.</source>
        <translation>{rate} 속도로 보내는 중이며 {duration} 남았습니다.</translation>
    </message>
    <message>
        <source>{safe} of {all} were brought to both storages</source>
        <translation>{all} 중 {safe}장을 두 저장소로 보냈습니다</translation>
    </message>
    <message>
        <source>The others are on their way.</source>
        <translation>나머지는 보내는 중입니다.</translation>
    </message>
    <message>
        <source>It gave no reason.</source>
        <translation>이유를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>The program in the background does not start. {reason}</source>
        <translation>백그라운드 프로그램이 시작되지 않습니다. {reason}</translation>
    </message>
    <message>
        <source>Neither storage has answered for {duration}.</source>
        <translation>두 저장소 모두 {duration} 동안 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>{role} has not answered for {duration}.</source>
        <translation>{role} 저장소가 {duration} 동안 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>{role} has refused the connection for {duration}.</source>
        <translation>{role} 저장소가 {duration} 동안 접속을 거부했습니다.</translation>
    </message>
    <message>
        <source>{role} has been full for {duration}.</source>
        <translation>{role} 저장소가 {duration} 동안 가득 차 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos wait for it.</source>
        <translation>
            <numerusform>사진 %Ln장이 기다립니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused by you.</source>
        <translation>사용자가 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused for the quiet hours.</source>
        <translation>조용한 시간이라 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused while the battery is in use.</source>
        <translation>배터리를 사용 중이라 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused on a metered connection.</source>
        <translation>데이터 통신 연결이라 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused until it is unlocked.</source>
        <translation>잠금을 해제할 때까지 일시 중지되었습니다.</translation>
    </message>
    <message>
        <source>It continues at {time}.</source>
        <translation>{time}에 다시 시작합니다.</translation>
    </message>
    <message>
        <source>{role} has not been looked at as a whole yet.</source>
        <translation>{role} 전체를 아직 확인하지 않았습니다.</translation>
    </message>
    <message>
        <source>Something was gone from {role}; it is looked at again.</source>
        <translation>{role}에서 없어진 것이 있어 다시 확인합니다.</translation>
    </message>
    <message>
        <source>{role} was last seen whole {ago}, which is too long ago.</source>
        <translation>{role} 전체를 마지막으로 확인한 지 너무 오래되었습니다({ago}).</translation>
    </message>
    <message>
        <source>The others wait for their turn.</source>
        <translation>나머지는 차례를 기다립니다.</translation>
    </message>
    <message>
        <source>Last contact with both {ago}.</source>
        <translation>두 저장소와 마지막 연결: {ago}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files in your albums are not kept.</source>
        <translation>
            <numerusform>앨범에 있는 다른 파일 %Ln개는 보관하지 않습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files in your albums are not kept: {kinds}.</source>
        <translation>
            <numerusform>앨범의 다른 파일 %Ln개는 보관하지 않습니다: {kinds}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>{action} ({key})</source>
        <translation>{action}({key})</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>사진으로 돌아가기</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>음소거</translation>
    </message>
    <message>
        <source>Open with another program</source>
        <translation>다른 프로그램으로 열기</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>창에 맞춤</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>실제 크기</translation>
    </message>
    <message>
        <source>Compare with an earlier version</source>
        <translation>이전 버전과 비교</translation>
    </message>
    <message>
        <source>Slideshow</source>
        <translation>슬라이드쇼</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{count}장 중 {place}번째</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>전체 화면 끝내기</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Where it is stored</source>
        <translation>보관 위치</translation>
    </message>
    <message>
        <source>The file in the album</source>
        <translation>앨범에 있는 파일</translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation>아직 저장되지 않음</translation>
    </message>
    <message>
        <source>Current version</source>
        <translation>현재 버전</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>버전 {number}</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>{time}부터</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} ~ {until}</translation>
    </message>
    <message>
        <source>On both storages</source>
        <translation>두 저장소에 있음</translation>
    </message>
    <message>
        <source>On main only</source>
        <translation>메인 저장소에만 있음</translation>
    </message>
    <message>
        <source>On backup only</source>
        <translation>백업 저장소에만 있음</translation>
    </message>
    <message>
        <source>On neither storage</source>
        <translation>두 저장소 모두에 없음</translation>
    </message>
    <message>
        <source>Leaves the storages now</source>
        <translation>지금 저장소에서 지워지는 중</translation>
    </message>
    <message>
        <source>Stays until {day}</source>
        <translation>{day}까지 보관</translation>
    </message>
    <message>
        <source>Version {number} is back in its album.</source>
        <translation>버전 {number}을(를) 앨범에 되돌렸습니다.</translation>
    </message>
    <message>
        <source>Restore this version of “{name}”?</source>
        <translation>“{name}”의 이 버전을 복원하시겠습니까?</translation>
    </message>
    <message>
        <source>It takes the place of the photo in the album: {version}.</source>
        <translation>앨범에 있는 사진이 이 버전으로 바뀝니다: {version}.</translation>
    </message>
    <message numerus="yes">
        <source>What is there now is kept as an earlier version for %Ln days.</source>
        <translation>
            <numerusform>지금 있는 사진은 이전 버전으로 %Ln일 동안 보관됩니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is there now leaves both storages, because your setting is to keep replaced photos for 0 days.</source>
        <translation>바뀐 사진을 0일 동안 보관하도록 설정되어 있으므로, 지금 있는 사진은 두 저장소에서 지워집니다.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>외 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>복원…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>앨범</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>찍은 때</translation>
    </message>
    <message>
        <source>File time</source>
        <translation>파일 시간</translation>
    </message>
    <message>
        <source>Corrected in PicUp</source>
        <translation>PicUp에서 고친 날짜</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>With it</source>
        <translation>함께 있는 파일</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>렌즈</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>초점 거리</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>조리개</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>ISO</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>이 컴퓨터에 없음</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Shown from</source>
        <translation>읽어 온 곳</translation>
    </message>
    <message>
        <source>{storage} had lost it and has it again.</source>
        <translation>{storage}에서 없어졌던 것을 다시 저장했습니다.</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>메인 저장소</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>백업 저장소</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>There</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>Missing; it is brought there again</source>
        <translation>없어짐. 다시 업로드합니다</translation>
    </message>
    <message>
        <source>Damaged; it is brought there again</source>
        <translation>손상됨. 다시 업로드합니다</translation>
    </message>
    <message>
        <source>There; verified {ago}, checksum right {later}</source>
        <translation>있음. {ago} 확인, 체크섬은 {later} 일치함</translation>
    </message>
    <message>
        <source>There; verified {ago}</source>
        <translation>있음. {ago} 확인함</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>이 버전 복원</translation>
    </message>
    <message>
        <source>{version}. Press V to compare it with the current one.</source>
        <translation>{version}. V 키를 누르면 현재 사진과 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>Reading from a storage: %p %</source>
        <translation>저장소에서 읽는 중: %p %</translation>
    </message>
    <message>
        <source>Change date…</source>
        <translation>날짜 바꾸기…</translation>
    </message>
    <message>
        <source>Also at</source>
        <translation>다른 위치</translation>
    </message>
    <message>
        <source>There is nothing to copy yet.</source>
        <translation>아직 복사할 것이 없습니다.</translation>
    </message>
    <message>
        <source>The picture is copied.</source>
        <translation>사진을 복사했습니다.</translation>
    </message>
    <message>
        <source>The file is copied.</source>
        <translation>파일을 복사했습니다.</translation>
    </message>
    <message>
        <source>The picture and its file are copied.</source>
        <translation>사진과 파일을 복사했습니다.</translation>
    </message>
    <message>
        <source>Position in the film</source>
        <translation>동영상 위치</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>소리 켜기</translation>
    </message>
    <message>
        <source>PicUp can&apos;t play this film. Another program may be able to.</source>
        <translation>PicUp에서 재생할 수 없는 동영상입니다. 다른 프로그램에서는 재생될 수 있습니다.</translation>
    </message>
    <message>
        <source>No program on this computer plays this film. Install a video player to see it.</source>
        <translation>이 컴퓨터에 이 동영상을 재생할 프로그램이 없습니다. 동영상 플레이어를 설치하면 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Time for each photo</source>
        <translation>사진 한 장의 시간</translation>
    </message>
    <message numerus="yes">
        <source>%Ln seconds each</source>
        <translation>
            <numerusform>한 장에 %Ln초</numerusform>
        </translation>
    </message>
    <message>
        <source>Play films too</source>
        <translation>동영상도 재생</translation>
    </message>
    <message>
        <source>End slideshow</source>
        <translation>슬라이드쇼 끝내기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Play the moving picture</source>
        <translation>움직이는 사진 재생</translation>
    </message>
    <message>
        <source>Photos before and after</source>
        <translation>앞뒤 사진</translation>
    </message>
    <message>
        <source>“{name}” is not among your photos any more.</source>
        <translation>“{name}” 파일이 이제 사진 목록에 없습니다.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Which photos should be kept safe?</source>
        <translation>어떤 사진을 안전하게 지키시겠습니까?</translation>
    </message>
    <message>
        <source>Choose the folders where they are. PicUp watches them from now on.</source>
        <translation>사진이 있는 폴더를 선택하세요. 이제부터 PicUp이 지켜봅니다.</translation>
    </message>
    <message>
        <source>Add this folder</source>
        <translation>이 폴더 추가</translation>
    </message>
    <message>
        <source>Add the folder {folder}</source>
        <translation>{folder} 폴더 추가</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>다른 폴더 선택…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Automatic from now on</source>
        <translation>이제부터는 자동으로</translation>
    </message>
    <message>
        <source>New photos are sent to both storages as soon as they appear.</source>
        <translation>새 사진이 생기면 바로 두 저장소로 보냅니다.</translation>
    </message>
    <message>
        <source>Start PicUp with this computer</source>
        <translation>컴퓨터를 켤 때 PicUp 시작</translation>
    </message>
    <message>
        <source>PicUp then waits in the tray. Closing its window does not stop it.</source>
        <translation>PicUp은 트레이에서 기다립니다. 창을 닫아도 멈추지 않습니다.</translation>
    </message>
    <message>
        <source>Your recovery kit</source>
        <translation>복구 키트</translation>
    </message>
    <message>
        <source>24 words that open everything, even when this computer is gone and PicUp with it. Print it, and keep it away from here and from both storages.</source>
        <translation>이 컴퓨터와 PicUp이 없어져도 모든 것을 여는 단어 24개입니다. 인쇄해서 이 컴퓨터와 두 저장소에서 떨어진 곳에 보관하세요.</translation>
    </message>
    <message>
        <source>Open an existing vault</source>
        <translation>기존 보관함 열기</translation>
    </message>
    <message>
        <source>One of the two storages and the recovery kit are enough. Everything else is found again from there.</source>
        <translation>저장소 한 곳과 복구 키트만 있으면 됩니다. 나머지는 모두 거기에서 다시 찾습니다.</translation>
    </message>
    <message>
        <source>Open the vault</source>
        <translation>보관함 열기</translation>
    </message>
    <message>
        <source>Opening the vault…</source>
        <translation>보관함을 여는 중…</translation>
    </message>
    <message numerus="yes">
        <source>The vault is open: %Ln photos are known again.</source>
        <translation>
            <numerusform>보관함을 열었습니다. 사진 %Ln장을 다시 찾았습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>File of the recovery kit</source>
        <translation>복구 키트 파일</translation>
    </message>
    <message>
        <source>Where one of the copies is stored</source>
        <translation>사본 중 하나가 있는 곳</translation>
    </message>
    <message>
        <source>Password or secret of {role}, if it has one</source>
        <translation>{role}의 비밀번호나 비밀 키(있는 경우)</translation>
    </message>
    <message>
        <source>Words, key line or file of the kit</source>
        <translation>키트의 단어, 키 줄 또는 파일</translation>
    </message>
    <message>
        <source>Choose the SSH key file</source>
        <translation>SSH 키 파일 선택</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>키의 암호</translation>
    </message>
    <message>
        <source>{key}, with a passphrase</source>
        <translation>{key}(암호 있음)</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>다른 파일…</translation>
    </message>
    <message>
        <source>This is the public half of a key, which belongs on the NAS. Choose the file of the same name without “.pub”.</source>
        <translation>키의 공개 부분이며, NAS에 등록하는 파일입니다. “.pub”이 없는 같은 이름의 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>This is a key of PuTTY. Open it in PuTTYgen, choose Conversions, Export OpenSSH key, and name the new file here.</source>
        <translation>PuTTY의 키입니다. PuTTYgen에서 열어 Conversions, Export OpenSSH key로 내보낸 뒤 새 파일을 여기에 지정하세요.</translation>
    </message>
    <message>
        <source>This is a DSA key, which can be forged. Use one of the type Ed25519.</source>
        <translation>위조될 수 있는 DSA 키입니다. Ed25519 키를 쓰세요.</translation>
    </message>
    <message>
        <source>This file is no SSH key.</source>
        <translation>이 파일은 SSH 키가 아닙니다.</translation>
    </message>
    <message>
        <source>The kit&apos;s file, its 24 words, or its key line</source>
        <translation>키트 파일, 단어 24개 또는 키 줄</translation>
    </message>
    <message>
        <source>A passphrase of your choice for this computer</source>
        <translation>이 컴퓨터에서 쓸 암호</translation>
    </message>
    <message>
        <source>Make the vault and save the kit</source>
        <translation>보관함을 만들고 키트 저장</translation>
    </message>
    <message>
        <source>Check the words</source>
        <translation>단어 확인</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Save the kit as</source>
        <translation>키트 저장 위치</translation>
    </message>
    <message>
        <source>This computer has no keyring. Choose a passphrase: it seals the keys on this computer, and is asked for when PicUp starts.</source>
        <translation>이 컴퓨터에는 키링이 없습니다. 암호를 정하세요. 이 컴퓨터의 키를 보호하며 PicUp을 시작할 때 묻습니다.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>한 번 더</translation>
    </message>
    <message>
        <source>Open the page to print</source>
        <translation>인쇄할 문서 열기</translation>
    </message>
    <message>
        <source>Type two of its words</source>
        <translation>단어 두 개 확인</translation>
    </message>
    <message>
        <source>This shows that you have the kit and can read it.</source>
        <translation>키트를 가지고 있고 읽을 수 있는지 확인합니다.</translation>
    </message>
    <message>
        <source>Check it later</source>
        <translation>나중에 확인</translation>
    </message>
    <message>
        <source>Word {number}</source>
        <translation>{number}번째 단어</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>두 암호가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>Making the vault on both…</source>
        <translation>두 저장소에 보관함을 만드는 중…</translation>
    </message>
    <message>
        <source>The vault is made. The kit is saved, as text and as a page to print.</source>
        <translation>보관함을 만들었습니다. 키트를 텍스트와 인쇄용 문서로 저장했습니다.</translation>
    </message>
    <message>
        <source>Word {number} is another one. Look at the kit&apos;s numbered words.</source>
        <translation>{number}번째 단어가 다릅니다. 키트에서 번호가 붙은 단어를 확인하세요.</translation>
    </message>
    <message>
        <source>That is right. Put the kit away now.</source>
        <translation>맞습니다. 이제 키트를 안전한 곳에 두세요.</translation>
    </message>
    <message>
        <source>The overview asks for it until it is done. If this computer is lost before, only the kit opens your photos: so print it today.</source>
        <translation>확인할 때까지 개요에서 알려 드립니다. 그 전에 이 컴퓨터를 잃으면 키트로만 사진을 열 수 있으니 오늘 인쇄해 두세요.</translation>
    </message>
    <message>
        <source>Two places for your photos</source>
        <translation>사진을 보관할 두 곳</translation>
    </message>
    <message>
        <source>Every photo is stored on both, sealed, so that whoever has a box can&apos;t look into it. Two different houses are best.</source>
        <translation>모든 사진을 암호화하여 두 곳에 보관하므로, 저장소를 가진 사람도 내용을 볼 수 없습니다. 서로 다른 집에 두는 것이 가장 좋습니다.</translation>
    </message>
    <message>
        <source>I know. Use it for both all the same.</source>
        <translation>알고 있습니다. 그래도 둘 다 여기에 둡니다.</translation>
    </message>
    <message>
        <source>Both seem to be the same box. If its disk fails or it is stolen, both copies are gone. Choose another box for one of them if you can.</source>
        <translation>둘이 같은 NAS인 것 같습니다. 그 디스크가 고장 나거나 NAS를 도둑맞으면 두 사본이 모두 사라집니다. 가능하면 하나는 다른 NAS를 선택하세요.</translation>
    </message>
    <message>
        <source>Both are places of one server. If the account there is lost or closed, both copies are gone. Choose another server for one of them if you can.</source>
        <translation>둘 다 한 서버에 있습니다. 그 서버의 계정을 잃거나 계정이 닫히면 두 사본이 모두 사라집니다. 가능하면 하나는 다른 서버를 선택하세요.</translation>
    </message>
    <message>
        <source>Both are the same place, or one lies in the other: that would be one copy, not two. Choose another place for one of them.</source>
        <translation>둘이 같은 곳이거나 하나가 다른 하나 안에 있습니다. 그러면 사본이 둘이 아니라 하나입니다. 하나는 다른 곳을 선택하세요.</translation>
    </message>
    <message>
        <source>NAS over SFTP</source>
        <translation>SFTP로 연결하는 NAS</translation>
    </message>
    <message>
        <source>Folder or mounted share</source>
        <translation>폴더 또는 공유 폴더</translation>
    </message>
    <message>
        <source>Practice NAS on this computer</source>
        <translation>이 컴퓨터의 연습용 NAS</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>보관할 곳의 종류</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>연결 시험</translation>
    </message>
    <message>
        <source>Trust it</source>
        <translation>신뢰</translation>
    </message>
    <message>
        <source>By this fingerprint of its key the NAS is known from now on. If you can, compare it with the one that the NAS shows in its own settings. Your password is not sent before you trust it.</source>
        <translation>앞으로 키의 이 지문으로 NAS를 알아봅니다. 가능하면 NAS의 설정에 표시되는 지문과 비교하세요. 신뢰하기 전에는 비밀번호를 보내지 않습니다.</translation>
    </message>
    <message>
        <source>No authority vouches for the certificate of {server}. Is this a server of yours?</source>
        <translation>{server}: 인증서를 보증하는 인증 기관이 없습니다. 내 서버가 맞습니까?</translation>
    </message>
    <message>
        <source>By this fingerprint of its certificate the server is known from now on. If you can, compare it with the one that the server shows in its own settings. A provider on the Internet has a certificate that needs no trust of yours: here somebody may stand between. No password or secret is sent before you trust it.</source>
        <translation>앞으로 인증서의 이 지문으로 서버를 알아봅니다. 가능하면 서버의 설정에 표시되는 지문과 비교하세요. 인터넷 서비스 제공자의 인증서는 따로 신뢰할 필요가 없으니, 그런 서버라면 누군가 중간에 끼어든 것일 수 있습니다. 신뢰하기 전에는 비밀번호나 비밀 키를 보내지 않습니다.</translation>
    </message>
    <message>
        <source>PicUp sees {server} for the first time. Is this your NAS?</source>
        <translation>{server}: PicUp이 처음 보는 서버입니다. 내 NAS가 맞습니까?</translation>
    </message>
    <message>
        <source>Starting a practice NAS…</source>
        <translation>연습용 NAS를 시작하는 중…</translation>
    </message>
    <message>
        <source>Testing the connection…</source>
        <translation>연결하는 중…</translation>
    </message>
    <message>
        <source>Looking for the folders…</source>
        <translation>폴더를 찾는 중…</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>그만 기다리기</translation>
    </message>
    <message>
        <source>There is a vault already. Choose another folder for a new one.</source>
        <translation>이미 보관함이 있습니다. 새 보관함에는 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>연결되었습니다.</translation>
    </message>
    <message>
        <source>{size} free.</source>
        <translation>남은 공간 {size}.</translation>
    </message>
    <message>
        <source>Use “{folder}” in the account&apos;s own folder</source>
        <translation>계정 폴더 안의 “{folder}” 사용</translation>
    </message>
    <message>
        <source>This takes longer than usual: the server answers slowly, or not at all.</source>
        <translation>평소보다 오래 걸립니다. 서버가 늦게 응답하거나 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Bucket (S3)</source>
        <translation>버킷(S3)</translation>
    </message>
    <message>
        <source>WebDAV share</source>
        <translation>WebDAV 공유 폴더</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Browse the folders on the NAS</source>
        <translation>NAS의 폴더 찾아보기</translation>
    </message>
    <message>
        <source>Log in with an SSH key…</source>
        <translation>SSH 키로 로그인…</translation>
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation>먼저 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>In the account&apos;s own folder on the NAS. It is made there.</source>
        <translation>NAS에 있는 이 계정의 폴더 안입니다. 없으면 만듭니다.</translation>
    </message>
    <message>
        <source>From the top of the NAS. It is made if it is missing.</source>
        <translation>NAS의 맨 위에서 시작합니다. 없으면 만듭니다.</translation>
    </message>
    <message>
        <source>or SSH key file</source>
        <translation>또는 SSH 키 파일</translation>
    </message>
    <message>
        <source>A small SFTP server for looking around. It runs only while this window is open and protects nothing: use it to see how everything works.</source>
        <translation>둘러보기 위한 작은 SFTP 서버입니다. 이 창이 열려 있는 동안만 실행되며 사진을 보호하지 않습니다. 어떻게 작동하는지 살펴볼 때 쓰세요.</translation>
    </message>
    <message>
        <source>Where should the sealed photos be stored?</source>
        <translation>암호화된 사진을 어디에 보관하시겠습니까?</translation>
    </message>
    <message>
        <source>Welcome to PicUp</source>
        <translation>PicUp에 오신 것을 환영합니다</translation>
    </message>
    <message>
        <source>I have a recovery kit</source>
        <translation>복구 키트가 있습니다</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Step {number} of {all}</source>
        <translation>{all}단계 중 {number}단계</translation>
    </message>
    <message>
        <source>Advanced…</source>
        <translation>고급…</translation>
    </message>
    <message>
        <source>As it is needed</source>
        <translation>필요에 따라</translation>
    </message>
    <message>
        <source>PicUp itself</source>
        <translation>PicUp 자체</translation>
    </message>
    <message>
        <source>The ssh of this computer</source>
        <translation>이 컴퓨터의 ssh</translation>
    </message>
    <message>
        <source>Who speaks SSH</source>
        <translation>SSH 연결 방식</translation>
    </message>
    <message>
        <source>The ssh of this computer can do jump hosts, security keys and what else its configuration asks for. It logs in by keys, never by a password.</source>
        <translation>이 컴퓨터의 ssh는 점프 호스트, 보안 키 등 설정이 요구하는 것을 할 수 있습니다. 비밀번호 없이 키로만 로그인합니다.</translation>
    </message>
    <message>
        <source>Please fill in “{field}”.</source>
        <translation>“{field}” 항목을 채우세요.</translation>
    </message>
    <message>
        <source>Address of the store</source>
        <translation>저장 서비스 주소</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>Folder in it</source>
        <translation>버킷 안의 폴더</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>액세스 키</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>비밀 키</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>지역(region)</translation>
    </message>
    <message>
        <source>Most stores need no region here: the address says it, or the store names it.</source>
        <translation>대개는 지역(region)을 적지 않아도 됩니다. 주소에 들어 있거나 서버가 알려 줍니다.</translation>
    </message>
</context>
<context>
    <name>Widgets</name>
    <message>
        <source>Clear the text</source>
        <translation>입력한 글 지우기</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Main</source>
        <translation>메인</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>백업</translation>
    </message>
</context>
</TS>
