#pragma once
#include <algorithm>
#include <cstdint>
#include <exception>
#include <omp.h>
#include <vector>
#include <xmmintrin.h>

namespace tapestry {

/// Flushes denormals while alive: they would make the time of a step depend on its values.
class FlushDenormals {
public:
    FlushDenormals() : saved_(_mm_getcsr()) { _mm_setcsr(saved_ | 0x8040u); }
    ~FlushDenormals() { _mm_setcsr(saved_); }
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

private:
    unsigned saved_;
};

/// Part of [0, count) that belongs to one member of a team.
struct Range {
    int64_t begin, end;

    static Range share(int64_t count, int64_t member, int64_t team) {
        return {count * member / team, count * (member + 1) / team};
    }
};

/// Runs body(member) for each member of a team at once, the calling thread among them, and waits for all. The first
/// member's exception is thrown again here.
template <class Body> void run_team(int64_t team, const Body& body) {
    if (team == 1) {
        const FlushDenormals scope;
        body(int64_t{0});
        return;
    }
    std::vector<std::exception_ptr> failures(static_cast<size_t>(team));
#pragma omp parallel num_threads(static_cast<int>(team))
    {
        const FlushDenormals scope;
        // The runtime may grant fewer threads than asked for; members still all run.
        for (int64_t member = omp_get_thread_num(); member < team; member += omp_get_num_threads()) {
            try {
                body(member);
            } catch (...) {
                failures[static_cast<size_t>(member)] = std::current_exception();
            }
        }
    }
    for (const auto& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
}

} // namespace tapestry
