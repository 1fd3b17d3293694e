#pragma once
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace tapestry {

/// Bytes that all buffers of the process hold.
inline std::atomic<int64_t> buffer_bytes{0};

/// Scratch memory on cache-line boundaries that only ever grows; contents are lost when it does.
template <class T> class Buffer {
public:
    Buffer() = default;
    ~Buffer() { release(); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    Buffer(Buffer&& other) noexcept : data_(other.data_), capacity_(other.capacity_) {
        other.data_ = nullptr;
        other.capacity_ = 0;
    }

    /// At least count elements, zero when newly allocated.
    T* reserve(int64_t count) {
        if (count > capacity_) {
            const size_t bytes = bytes_of(count);
            void* fresh = std::aligned_alloc(64, bytes);
            if (fresh == nullptr) {
                throw std::bad_alloc();
            }
            std::memset(fresh, 0, bytes);
            release();
            data_ = static_cast<T*>(fresh);
            capacity_ = count;
            buffer_bytes += static_cast<int64_t>(bytes);
        }
        return data_;
    }

    T* data() const { return data_; }

private:
    static size_t bytes_of(int64_t count) { return (static_cast<size_t>(count) * sizeof(T) + 63) / 64 * 64; }

    void release() {
        std::free(data_);
        buffer_bytes -= static_cast<int64_t>(bytes_of(capacity_));
    }

    T* data_ = nullptr;
    int64_t capacity_ = 0;
};

} // namespace tapestry
