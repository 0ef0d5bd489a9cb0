; The installer for Windows, for one user and without an administrator. Built by build.py, which says:
; VERSION, NUMBERS (four of them), PAYLOAD (what PyInstaller made), LIST (its files, in order), OUT;
; TRIAL where it is only tried, and need not be small.
;
; PicUp-Desktop-Setup.exe [/S] [/AUTOSTART=1|0] [/D=FOLDER]
;
; It adds nothing to PATH: the strings of an installer end after 1,024 characters, and a longer PATH
; would be cut off. picup.exe stands beside the window's program.

Unicode true
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include StrFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include "${LIST}"

!define NAME "PicUp Desktop"
!define PUBLISHER "The PicUp Desktop authors"
!define WINDOW "picup-desktop.exe"
!define COMMANDS "picup.exe"
!define REST "_internal"
!define ASIDE "previous"
!define UNINSTALLER "uninstall.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\PicUp Desktop"
; The very value that the program's own switch writes: picup_desktop/autostart/windows.py.
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define RUN_VALUE "PicUp Desktop"
!define RUN_WORDS "--command-line run --wait"
!define MENU_ENTRY "$SMPROGRAMS\PicUp Desktop.lnk"

!define EXIT_REFUSED 2
!define EXIT_IN_USE 5
!define STOP_MILLISECONDS 30000
!define BUSY_TRIES 20
!define BUSY_MILLISECONDS 500

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\PicUp Desktop"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestLongPathAware true
ManifestDPIAware true
!ifdef TRIAL
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
; The same payload makes the same installer, whenever its files were written.
SetDateSave off
CRCCheck force
AllowSkipFiles off

VIProductVersion "${NUMBERS}"
!macro VERSION_WORDS LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${NAME} Setup"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "GPL-3.0-or-later"
!macroend

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "..\..\resources\picup.ico"
!define MUI_UNICON "..\..\resources\picup.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KEPT)"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_PRE OnlyTheFirstTime
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Korean"
!insertmacro VERSION_WORDS ${LANG_ENGLISH}
!insertmacro VERSION_WORDS ${LANG_KOREAN}
!include words.nsh

Var Before ; where it is installed already, or empty
Var Began ; 1 once the folder is being changed
Var Ran ; 1 if a running program was ended for this
${StrStr}

; Each of these is needed by the installer and by the uninstaller, which share no functions.
!macro SHARED UN
  ; $0: 1 while the program runs. Windows lets nobody write to the file of a running program.
  Function ${UN}LookIfBusy
    StrCpy $0 0
    !insertmacro BUSY_IF_RUNNING "$INSTDIR\${WINDOW}"
    !insertmacro BUSY_IF_RUNNING "$INSTDIR\${COMMANDS}"
  FunctionEnd

  ; End what runs by the program's own command; whoever has another home is asked to do it.
  Function ${UN}CloseRunning
    StrCpy $Ran 0
    ask:
    ${If} ${FileExists} "$INSTDIR\${COMMANDS}"
      DetailPrint "$(CLOSING)"
      nsExec::ExecToStack /TIMEOUT=${STOP_MILLISECONDS} '"$INSTDIR\${COMMANDS}" stop --json'
      Pop $1
      Pop $2
      !if "${UN}" == ""
        ${StrStr} $3 $2 '"stopped": true'
        ${If} $3 != ""
          StrCpy $Ran 1
        ${EndIf}
      !endif
    ${EndIf}
    StrCpy $4 0
    ${Do}
      Call ${UN}LookIfBusy
      ${If} $0 == 0
        Return
      ${EndIf}
      Sleep ${BUSY_MILLISECONDS}
      IntOp $4 $4 + 1
    ${LoopUntil} $4 >= ${BUSY_TRIES}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDCANCEL IDRETRY ask
    SetErrorLevel ${EXIT_IN_USE}
    Abort "$(IN_USE)"
  FunctionEnd

  ; $0: 1 if what starts with the computer is this very program, 2 if nothing does, else 0.
  Function ${UN}LookAtRunValue
    ReadRegStr $1 HKCU "${RUN_KEY}" "${RUN_VALUE}"
    ${If} $1 == ""
      StrCpy $0 2
      Return
    ${EndIf}
    StrCpy $2 $1 1
    ${If} $2 == '"'
      StrCpy $1 $1 "" 1
    ${EndIf}
    StrLen $2 "$INSTDIR\${WINDOW}"
    StrCpy $1 $1 $2
    StrCpy $0 0
    ${If} $1 == "$INSTDIR\${WINDOW}"
      StrCpy $0 1
    ${EndIf}
  FunctionEnd
!macroend

!macro BUSY_IF_RUNNING FILE
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $1 "${FILE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend

!insertmacro SHARED ""
!insertmacro SHARED "un."

!macro REFUSE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${EXIT_REFUSED}
  Quit
!macroend

Function OnlyTheFirstTime
  ${If} $Before != ""
    Abort
  ${EndIf}
FunctionEnd

; Whatever else lies in a folder is not ours to keep company with, or to remove one day.
Function RefuseOthersFolder
  ${If} ${FileExists} "$INSTDIR\${WINDOW}"
  ${OrIf} ${FileExists} "$INSTDIR\${ASIDE}\${WINDOW}"
  ${OrIf} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    Return
  ${EndIf}
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      FindClose $0
      MessageBox MB_OK|MB_ICONSTOP "$(NOT_EMPTY)" /SD IDOK
      SetErrorLevel ${EXIT_REFUSED}
      Abort "$(NOT_EMPTY)"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

!macro SET_ASIDE ENTRY
  ${If} ${FileExists} "$INSTDIR\${ENTRY}"
    ClearErrors
    Rename "$INSTDIR\${ENTRY}" "$INSTDIR\${ASIDE}\${ENTRY}"
    ${If} ${Errors}
      SetErrorLevel ${EXIT_IN_USE}
      Abort "$(IN_USE)"
    ${EndIf}
  ${EndIf}
!macroend

; The whole program of the version before, so that nothing of it mixes with this one.
Function SetAside
  RMDir /r "$INSTDIR\${ASIDE}"
  CreateDirectory "$INSTDIR\${ASIDE}"
  StrCpy $Began 1
  !insertmacro SET_ASIDE "${WINDOW}"
  !insertmacro SET_ASIDE "${COMMANDS}"
  !insertmacro SET_ASIDE "${REST}"
FunctionEnd

!macro PUT_BACK ENTRY
  ${If} ${FileExists} "$INSTDIR\${ASIDE}\${ENTRY}"
    Delete "$INSTDIR\${ENTRY}"
    RMDir /r "$INSTDIR\${ENTRY}"
    Rename "$INSTDIR\${ASIDE}\${ENTRY}" "$INSTDIR\${ENTRY}"
  ${ElseIf} $Before == ""
    Delete "$INSTDIR\${ENTRY}"
    RMDir /r "$INSTDIR\${ENTRY}"
  ${EndIf}
!macroend

; A disk that is full half way: the version before is there again, or nothing is.
Function .onInstFailed
  ${If} $Began == 1
    SetOutPath "$TEMP"
    !insertmacro PUT_BACK "${WINDOW}"
    !insertmacro PUT_BACK "${COMMANDS}"
    !insertmacro PUT_BACK "${REST}"
    RMDir "$INSTDIR\${ASIDE}"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

Section "$(PROGRAM)" PROGRAM_SECTION
  SectionIn RO
  Call RefuseOthersFolder
  Call CloseRunning
  Call SetAside
  !insertmacro PAYLOAD_FILES
  ClearErrors
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  ${If} ${Errors}
    Abort "$(NOT_WRITTEN)"
  ${EndIf}
  ; From here on it is this version.
  StrCpy $Began 0
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\${ASIDE}"
  SectionGetSize ${PROGRAM_SECTION} $0
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "$(MENU)" MENU_SECTION
  CreateShortCut "${MENU_ENTRY}" "$INSTDIR\${WINDOW}"
SectionEnd

Section /o "$(AUTOSTART)" AUTOSTART_SECTION
  Call LookAtRunValue
  ; One that is there may name another home, which its owner chose.
  ${If} $0 != 1
    WriteRegStr HKCU "${RUN_KEY}" "${RUN_VALUE}" '"$INSTDIR\${WINDOW}" ${RUN_WORDS}'
  ${EndIf}
SectionEnd

Section "-Whatever was not chosen"
  ${IfNot} ${SectionIsSelected} ${MENU_SECTION}
    Delete "${MENU_ENTRY}"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${AUTOSTART_SECTION}
    Call LookAtRunValue
    ${If} $0 == 1
      DeleteRegValue HKCU "${RUN_KEY}" "${RUN_VALUE}"
    ${EndIf}
  ${EndIf}
  ; With a window the last page asks whether to start it.
  ${If} ${Silent}
  ${AndIf} $Ran == 1
    Exec '"$INSTDIR\${WINDOW}" --hidden'
  ${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM_SECTION} "$(PROGRAM_MORE)"
  !insertmacro MUI_DESCRIPTION_TEXT ${MENU_SECTION} "$(MENU_MORE)"
  !insertmacro MUI_DESCRIPTION_TEXT ${AUTOSTART_SECTION} "$(AUTOSTART_MORE)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    !insertmacro REFUSE "$(TOO_OLD)"
  ${EndIf}
  ReadRegStr $Before HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $Before != ""
  ${AndIfNot} ${FileExists} "$Before\${WINDOW}"
    StrCpy $Before ""
  ${EndIf}
  ${If} $Before != ""
  ${AndIf} $Before != $INSTDIR
    !insertmacro REFUSE "$(ELSEWHERE)"
  ${EndIf}
  Call LookAtRunValue
  ${If} $0 == 1
    !insertmacro SelectSection ${AUTOSTART_SECTION}
  ${EndIf}
  ${GetParameters} $0
  ${GetOptions} $0 "/AUTOSTART=" $1
  ${If} $1 == 1
    !insertmacro SelectSection ${AUTOSTART_SECTION}
  ${ElseIf} $1 == 0
    !insertmacro UnselectSection ${AUTOSTART_SECTION}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

; What belongs to the person (the home with ledger and keys, the log, secrets in Windows' own store)
; is not ours to remove: $(KEPT) says so.
Section "Uninstall"
  Call un.CloseRunning
  Call un.LookAtRunValue
  ${If} $0 == 1
    DeleteRegValue HKCU "${RUN_KEY}" "${RUN_VALUE}"
  ${EndIf}
  Delete "${MENU_ENTRY}"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${COMMANDS}"
  RMDir /r "$INSTDIR\${REST}"
  RMDir /r "$INSTDIR\${ASIDE}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  Delete "$INSTDIR\${UNINSTALLER}"
  ; Only if nothing of anybody else lies there.
  RMDir "$INSTDIR"
SectionEnd
