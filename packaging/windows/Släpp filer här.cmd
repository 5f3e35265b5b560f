@echo off
rem The files or the folder dropped on this file, shown in a window that waits.
chcp 65001 >nul
if "%~1"=="" (
    "%~dp0avtalsform.exe"
) else (
    "%~dp0avtalsform.exe" %*
)
echo.
pause
