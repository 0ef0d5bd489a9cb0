; What the installer says beyond its own pages. A sentence that one language lacks ends the build.

!macro WORDS NAME ENGLISH KOREAN
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_KOREAN} "${KOREAN}"
!macroend

!insertmacro WORDS PROGRAM "${NAME}" "${NAME}"
!insertmacro WORDS PROGRAM_MORE \
  "The window, the background program and the command line." \
  "창, 백그라운드 프로그램, 명령줄입니다."
!insertmacro WORDS MENU "Start menu entry" "시작 메뉴 항목"
!insertmacro WORDS MENU_MORE "Opens the window from the start menu." "시작 메뉴에서 창을 엽니다."
!insertmacro WORDS AUTOSTART "Start with Windows" "Windows와 함께 시작"
!insertmacro WORDS AUTOSTART_MORE \
  "The background program begins when you sign in. Settings in the window can change this any time." \
  "로그인하면 백그라운드 프로그램이 시작됩니다. 창의 설정에서 언제든지 바꿀 수 있습니다."
!insertmacro WORDS CLOSING \
  "Asking the running program to end. What it moves goes on later." \
  "실행 중인 프로그램을 끝내는 중입니다. 하던 일은 나중에 이어집니다."
!insertmacro WORDS IN_USE \
  "${NAME} still runs in $INSTDIR. Quit it from its icon in the notification area, then try again." \
  "$INSTDIR의 ${NAME}이(가) 아직 실행 중입니다. 알림 영역의 아이콘에서 끝낸 다음 다시 시도하세요."
!insertmacro WORDS NOT_EMPTY \
  "Other files lie in $INSTDIR. Choose an empty folder, or one that is not there yet." \
  "$INSTDIR에 다른 파일이 있습니다. 빈 폴더나 아직 없는 폴더를 고르세요."
!insertmacro WORDS NOT_WRITTEN \
  "$INSTDIR can't be written. Nothing was changed." \
  "$INSTDIR에 쓸 수 없습니다. 바뀐 것은 없습니다."
!insertmacro WORDS ELSEWHERE \
  "${NAME} is installed in $Before. To move it, uninstall it there first; your vault stays." \
  "${NAME}이(가) $Before에 설치되어 있습니다. 옮기려면 먼저 그곳에서 제거하세요. 보관함은 그대로 남습니다."
!insertmacro WORDS TOO_OLD \
  "${NAME} needs 64-bit Windows 10 or later." \
  "${NAME}에는 64비트 Windows 10 이상이 필요합니다."
!insertmacro WORDS KEPT \
  "${NAME} is removed from this computer. What is yours stays: the photos here and on both storages, the vault's ledger, settings and log in $LOCALAPPDATA\picup-desktop, and its keys in the Windows Credential Manager or in that folder. Installed again, it goes on where it was." \
  "이 컴퓨터에서 ${NAME}을(를) 제거합니다. 사용자의 것은 그대로 남습니다. 이 컴퓨터와 두 저장소의 사진, $LOCALAPPDATA\picup-desktop에 있는 보관함의 사진 목록과 설정과 기록, Windows 자격 증명 관리자나 그 폴더에 있는 키는 지우지 않습니다. 다시 설치하면 하던 곳에서 이어집니다."
