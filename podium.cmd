@echo off
rem Builds podium on first use, or when its sources or PODIUM_BUILD have changed, then runs it.
setlocal
set "HOME_DIR=%~dp0"
set "TARGET=%HOME_DIR%pipeline\target"
set "ARGUMENTS=%TARGET%\podium.args"
set "ARCHIVE=%TARGET%\podium.jsa"
rem Holds what the last build was made for: this folder, whose name is in its class path, and these options.
set "STAMP=%TARGET%\podium.stamp"
set "WANTED=%HOME_DIR% %PODIUM_BUILD%"

set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME (
  if not exist "%JAVA%" set "JAVA="
) else (
  where java >nul 2>&1 || set "JAVA="
)
rem Exit status 2, as for whatever else the user can change.
if not defined JAVA (
  echo podium: it needs Java 17 or newer: put java on the PATH, or set JAVA_HOME 1>&2
  exit /b 2
)

rem PowerShell takes paths from the environment: they may hold quotes. Folders count, too: a deleted source changes no
rem file.
powershell -NoProfile -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "if (-not (Test-Path -LiteralPath $env:STAMP)) { exit 1 };" ^
  "if ([IO.File]::ReadAllText($env:STAMP) -cne $env:WANTED) { exit 1 };" ^
  "$built = (Get-Item -LiteralPath $env:STAMP).LastWriteTime;" ^
  "Set-Location -LiteralPath $env:HOME_DIR;" ^
  "$sources = @(Get-Item -Path 'pom.xml', '*\pom.xml', '*\src\main') + @(Get-ChildItem -Recurse -Path '*\src\main');" ^
  "if ($sources | Where-Object { $_.LastWriteTime -gt $built } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto start

where mvn >nul 2>&1
if errorlevel 1 (
  echo podium: building it needs Maven 3.8 or newer: put mvn on the PATH 1>&2
  exit /b 2
)
echo podium: building (first use, or the sources or PODIUM_BUILD have changed) ... 1>&2
if exist "%STAMP%" del "%STAMP%"
pushd "%HOME_DIR%"
call mvn -B -q -Dstyle.color=never -DskipTests %PODIUM_BUILD% package 1>&2
if errorlevel 1 (
  popd
  echo podium: the build failed; the lines above say why 1>&2
  exit /b 2
)
popd
rem A file, because the class path is too long for a variable; java takes \ in it for an escape.
powershell -NoProfile -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "$path = $env:TARGET + '\podium-pipeline.jar;' + [IO.File]::ReadAllText($env:TARGET + '\classpath').Trim();" ^
  "$quote = [char]34;" ^
  "$line = '-cp ' + $quote + $path.Replace('\', '/') + $quote;" ^
  "[IO.File]::WriteAllText($env:ARGUMENTS, $line, [Text.Encoding]::Default)"
if errorlevel 1 (
  echo podium: the class path could not be written; the lines above say why 1>&2
  exit /b 2
)
rem Classes that every command loads, kept ready for a quicker start. Podium starts without it, too.
"%JAVA%" "-XX:ArchiveClassesAtExit=%ARCHIVE%" "@%ARGUMENTS%" org.podium.pipeline.cli.Main --help >nul 2>&1
powershell -NoProfile -Command "[IO.File]::WriteAllText($env:STAMP, $env:WANTED)"

:start
rem DJL is not to report home; podium tells of broken images itself.
set "OPT_OUT_TRACKING=true"
set "OPENCV_LOG_LEVEL=OFF"
rem The log: another Java than the one of the build cannot use the archive, and need not say so. The console: the one
rem that Java 22 to 24 take by default is there without a terminal, too.
"%JAVA%" "-XX:SharedArchiveFile=%ARCHIVE%" -Xshare:auto -Xlog:cds=off -XX:+UseSerialGC -Djdk.console=java.base "@%ARGUMENTS%" org.podium.pipeline.cli.Main %*
exit /b %ERRORLEVEL%
