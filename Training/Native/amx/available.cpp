#if defined(__AMX_BF16__) && defined(__AVX512BF16__)
#include "tiles.h"
#include <sys/syscall.h>
#include <unistd.h>

namespace tapestry::amx {

bool available() {
    // Linux grants the tile registers on request, once for the whole process (Documentation/arch/x86/xstate.rst).
    constexpr long request_permission = 0x1023, tile_data = 18;
    static const bool granted = syscall(SYS_arch_prctl, request_permission, tile_data) == 0;
    return granted;
}

} // namespace tapestry::amx
#endif
