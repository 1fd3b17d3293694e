#pragma once
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace tapestry {

/// Scratch memory on cache-line boundaries that only ever grows; contents are lost when it does.
template <class T> class Buffer {
public:
    Buffer() = default;
    ~Buffer() { std::free(data_); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    Buffer(Buffer&& other) noexcept : data_(other.data_), capacity_(other.capacity_) {
        other.data_ = nullptr;
        other.capacity_ = 0;
    }

    /// At least count elements, zero when newly allocated.
    T* reserve(int64_t count) {
        if (count > capacity_) {
            const size_t bytes = (static_cast<size_t>(count) * sizeof(T) + 63) / 64 * 64;
            void* fresh = std::aligned_alloc(64, bytes);
            if (fresh == nullptr) {
                throw std::bad_alloc();
            }
            std::memset(fresh, 0, bytes);
            std::free(data_);
            data_ = static_cast<T*>(fresh);
            capacity_ = count;
        }
        return data_;
    }

    T* data() const { return data_; }

private:
    T* data_ = nullptr;
    int64_t capacity_ = 0;
};

} // namespace tapestry
