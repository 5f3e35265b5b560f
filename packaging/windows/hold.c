/* hold MILLISECONDS SHARE FILE COMMAND…: keeps a file open for so long while a command runs; ends as the command does.
   SHARE is what others may do meanwhile: 0 nothing, 1 read, 3 read and write. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

static DWORD WINAPI let_go(void *held)
{
    HANDLE *file = held;
    Sleep((DWORD)(size_t)file[1]);
    CloseHandle(file[0]);
    return 0;
}

int wmain(int count, wchar_t **words)
{
    if (count < 5) return 99;
    HANDLE held[2];
    held[0] = CreateFileW(words[3], GENERIC_READ | GENERIC_WRITE, _wtoi(words[2]), 0, OPEN_EXISTING, 0, 0);
    held[1] = (HANDLE)(size_t)_wtoi(words[1]);
    if (held[0] == INVALID_HANDLE_VALUE) return 98;
    wchar_t line[32000] = L"";
    for (int word = 4; word < count; word++) {
        wcscat(line, L"\"");
        wcscat(line, words[word]);
        wcscat(line, L"\" ");
    }
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION process;
    if (!CreateProcessW(0, line, 0, 0, 1, 0, 0, 0, &start, &process)) return 97;
    CreateThread(0, 0, let_go, held, 0, 0);
    WaitForSingleObject(process.hProcess, INFINITE);
    DWORD status;
    GetExitCodeProcess(process.hProcess, &status);
    return (int)status;
}
