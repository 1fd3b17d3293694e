// Preloaded into a program, makes its time of day wrong by CLOCK_SKEW_SECONDS. Clocks that nobody sets stay right.
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <sys/time.h>

namespace {

time_t skew() {
    static const time_t seconds = [] {
        const char* given = std::getenv("CLOCK_SKEW_SECONDS");
        return given ? static_cast<time_t>(std::atoll(given)) : 0;
    }();
    return seconds;
}

template <typename Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {
    static const auto next = real<int (*)(clockid_t, timespec*)>("clock_gettime");
    const int result = next(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += skew();
    return result;
}

extern "C" int gettimeofday(timeval* now, void* zone) noexcept {
    static const auto next = real<int (*)(timeval*, void*)>("gettimeofday");
    const int result = next(now, zone);
    if (result == 0) now->tv_sec += skew();
    return result;
}

extern "C" time_t time(time_t* now) noexcept {
    timespec read{};
    clock_gettime(CLOCK_REALTIME, &read);
    if (now) *now = read.tv_sec;
    return read.tv_sec;
}
