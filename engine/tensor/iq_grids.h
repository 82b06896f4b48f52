// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mingsi::engine {

/// Code books of ggml's IQ types: points of a lattice, each coordinate as an index into the type's few values,
/// lowest bits first: 8 coordinates of 2 bits, or 4 coordinates of 4 bits (IQ3).
extern const std::uint16_t kIq2xxsGrid[256];
extern const std::uint16_t kIq2xsGrid[512];
extern const std::uint16_t kIq2sGrid[1024];
extern const std::uint16_t kIq3xxsGrid[256];
extern const std::uint16_t kIq3sGrid[512];
extern const std::uint16_t kIq1sGrid[2048];

inline constexpr std::int8_t kIq2Values[4] = {0x08, 0x19, 0x2b, 0};
inline constexpr std::int8_t kIq3xxsValues[8] = {0x04, 0x0c, 0x14, 0x1c, 0x24, 0x2c, 0x34, 0x3e};
inline constexpr std::int8_t kIq3sValues[8] = {1, 3, 5, 7, 9, 11, 13, 15};
inline constexpr std::int8_t kIq1Values[4] = {-1, 0, 1, 0};
/// The 16 levels of IQ4_NL and IQ4_XS.
inline constexpr std::int8_t kIq4Values[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                               1,    13,   25,  38,  53,  69,  89,  113};

}  // namespace mingsi::engine
