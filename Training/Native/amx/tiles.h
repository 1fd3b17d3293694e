#pragma once
#include "../core/bf16.h"
#include <immintrin.h>

namespace tapestry::amx {

/// Whether the processor has bf16 tiles and the kernel lets this process use them.
bool available();

/// Elements along the shared dimension of one tile, and rows or columns of one.
constexpr int64_t tile_depth = 32;
constexpr int64_t tile_side = 16;
/// Elements of one tile: 16 rows of 64 bytes.
constexpr int64_t tile_elements = 512;
/// Products work on 32 x 32 outputs, four tiles at a time.
constexpr int64_t block_side = 32;

struct alignas(64) TileConfig {
    uint8_t palette = 1, start_row = 0, reserved[14] = {};
    uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

/// Configures the calling thread's eight tiles as 16 rows of 64 bytes while alive.
class TileScope {
public:
    TileScope() {
        static constexpr TileConfig config;
        _tile_loadconfig(&config);
    }
    ~TileScope() { _tile_release(); }
    TileScope(const TileScope&) = delete;
    TileScope& operator=(const TileScope&) = delete;
};

/// Left operand: rows of bf16, either in place (row-major) or packed tile by tile.
struct Rows {
    const bf16* data;
    int64_t row;   // elements from a row to the next inside a tile
    int64_t depth; // elements from a tile to the next along the shared dimension
    int64_t side;  // elements from 16 rows to the next 16

    static Rows row_major(const bf16* data, int64_t stride) { return {data, stride, tile_depth, stride * tile_side}; }
    static Rows packed(const bf16* data, int64_t depth) { return {data, tile_depth, tile_elements, depth * tile_side}; }
};

/// Right operand: panels of 16 columns, each a run of tiles along the shared dimension, pairs interleaved.
struct Panels {
    const bf16* data;
    int64_t panel; // elements from a panel to the next

    static Panels packed(const bf16* data, int64_t depth) { return {data, depth * tile_side}; }
    Panels from(int64_t column, int64_t depth) const {
        return {data + column / tile_side * panel + depth / tile_depth * tile_elements, panel};
    }
};

} // namespace tapestry::amx
