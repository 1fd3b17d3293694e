#pragma once
#include <exception>
#include <string>

namespace tapestry {

/// Message of the calling thread's last failure.
inline thread_local std::string last_error;

/// Runs body and turns an exception into a message and a nonzero result.
template <class Body> int guard(const Body& body) noexcept {
    try {
        body();
        return 0;
    } catch (const std::exception& error) {
        last_error = error.what();
    } catch (...) {
        last_error = "unknown native failure";
    }
    return 1;
}

} // namespace tapestry
