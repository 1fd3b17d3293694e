#pragma once
#include <algorithm>
#include <cstdint>
#include <omp.h>
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

/// Cuts [0, count) into one contiguous range per thread of the calling thread's team and runs body(begin, end).
/// Bodies write disjoint outputs, each in an order that does not depend on the cut: any team gives the same bits.
template <class Body> void parallel_ranges(int64_t count, const Body& body) {
    const int64_t team = std::min<int64_t>(count, omp_get_max_threads());
    if (team <= 1) {
        if (count > 0) {
            body(int64_t{0}, count);
        }
        return;
    }
#pragma omp parallel num_threads(static_cast<int>(team))
    {
        const FlushDenormals scope;
        const int64_t part = omp_get_thread_num();
        body(count * part / team, count * (part + 1) / team);
    }
}

} // namespace tapestry
