# Takes out of Qt's wheels what the window never asks for: most of their 900 MB. What of Qt's it
# does ask for is named in packaging/bundle/picup.spec, which leaves out the same. The player of films asks for
# Qt's Quick and Qml by name; whole.sh says whether anything that stays asks for what is gone.
# usage: trim.sh FOLDER    (that pip installed to by --prefix)
set -eu
for qt in "$1"/lib/python3.*/site-packages/PySide6; do
  find "$qt" -maxdepth 1 -type f ! -name '*.py' ! -name 'libpyside6.*' \
    ! -name 'QtCore.*' ! -name 'QtGui.*' ! -name 'QtWidgets.*' ! -name 'QtNetwork.*' ! -name 'QtDBus.*' \
    ! -name 'QtSvg.*' ! -name 'QtMultimedia.*' ! -name 'QtMultimediaWidgets.*' ! -name 'py.typed' -delete
  for folder in "$qt"/*/; do
    case ${folder%/} in */Qt | */support) ;; *) rm -r "$folder" ;; esac
  done
  for folder in "$qt"/Qt/*/; do
    case ${folder%/} in */lib | */plugins | */translations) ;; *) rm -r "$folder" ;; esac
  done
  find "$qt/Qt/lib" -type f ! -name 'libQt6Core.*' ! -name 'libQt6Gui.*' ! -name 'libQt6Widgets.*' \
    ! -name 'libQt6Network.*' ! -name 'libQt6DBus.*' ! -name 'libQt6Svg.*' ! -name 'libQt6Multimedia.*' \
    ! -name 'libQt6MultimediaWidgets.*' ! -name 'libQt6Quick.*' ! -name 'libQt6Qml.*' ! -name 'libQt6QmlMeta.*' \
    ! -name 'libQt6QmlModels.*' ! -name 'libQt6QmlWorkerScript.*' ! -name 'libQt6Concurrent.*' ! -name 'libQt6OpenGL.*' ! -name 'libQt6XcbQpa.*' \
    ! -name 'libQt6WaylandClient.*' ! -name 'libQt6WlShellIntegration.*' ! -name 'libQt6FFmpegStub*' \
    ! -name 'libicu*' ! -name 'libav*' ! -name 'libsw*' -delete
  for plugins in "$qt"/Qt/plugins/*/; do
    case ${plugins%/} in
      */platforms | */platforminputcontexts | */platformthemes | */imageformats | */iconengines | */multimedia | */xcbglintegrations | */wayland-*client | */wayland-shell-integration) ;;
      *) rm -r "$plugins" ;;
    esac
  done
  # These ask for libraries of what is not there.
  for plugin in imageformats/libqpdf platforminputcontexts/libqtvirtualkeyboardplugin platforms/libqeglfs; do
    rm -f "$qt/Qt/plugins/$plugin.so"
  done
  find "$qt/Qt/translations" -type f ! -name 'qtbase_en.qm' ! -name 'qtbase_ko.qm' -delete
done
rm -f "$1"/bin/pyside6-* "$1"/bin/pip*
