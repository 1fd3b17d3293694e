// Preloaded into a program, makes the disk full: once FULL_DISK_BYTES have been written to files, every further write
// fails with ENOSPC. Reads and everything that is no regular file work on.
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::atomic<long long> room{[] {
    const char* bytes = std::getenv("FULL_DISK_BYTES");
    return bytes ? std::atoll(bytes) : 0LL;
}()};

bool fits(int file, size_t count) {
    struct stat info;
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || (room -= static_cast<long long>(count)) >= 0) return true;
    errno = ENOSPC;
    return false;
}

template <typename Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" ssize_t write(int file, const void* data, size_t count) {
    static const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
    return fits(file, count) ? next(file, data, count) : -1;
}

extern "C" ssize_t pwrite(int file, const void* data, size_t count, off_t offset) {
    static const auto next = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return fits(file, count) ? next(file, data, count, offset) : -1;
}

extern "C" ssize_t pwrite64(int file, const void* data, size_t count, off64_t offset) {
    static const auto next = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return fits(file, count) ? next(file, data, count, offset) : -1;
}
