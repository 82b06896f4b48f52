// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/amx_emulation.h"

#include <cstdint>
#include <cstring>

#include "engine/base/cpu_features.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ucontext.h>
#endif

namespace mingsi::engine {

#if defined(__x86_64__)
namespace {

struct Tile {
  std::uint8_t bytes[16][64];
};

struct State {
  bool configured = false;
  std::uint8_t rows[8];
  std::uint16_t row_bytes[8];
  Tile tiles[8];
};
thread_local State state;

[[noreturn]] void refuse(const char* why) {
  std::fprintf(stderr, "a processor would refuse this tile instruction: %s\n", why);
  std::abort();
}
void expect(bool holds, const char* why) {
  if (!holds) refuse(why);
}

float from_bf16(std::uint16_t half) {
  const std::uint32_t bits = static_cast<std::uint32_t>(half) << 16;
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

void load_config(const std::uint8_t* config) {
  expect(config[0] == 1 && config[1] == 0, "palette or start row");
  for (int i = 2; i < 16; ++i)
    expect(config[i] == 0, "reserved bytes");
  state.configured = true;
  for (int t = 0; t < 8; ++t) {
    std::memcpy(&state.row_bytes[t], config + 16 + 2 * t, 2);
    state.rows[t] = config[48 + t];
    expect(state.rows[t] <= 16 && state.row_bytes[t] <= 64, "a tile that is too large");
  }
  std::memset(state.tiles, 0, sizeof state.tiles);
}

/// dst [m, n] += a [m, 2 k] · b [k, 2 n], pairs of bfloat16 beside each other.
void multiply(int dst, int a, int b) {
  expect(dst != a && dst != b && a != b, "the same tile twice");
  const int m = state.rows[dst], k = state.row_bytes[a] / 4, n = state.row_bytes[dst] / 4;
  expect(state.rows[a] == m && state.rows[b] == k && state.row_bytes[b] == 4 * n, "shapes that don't match");
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j) {
      float even = 0, odd = 0;
      for (int p = 0; p < k; ++p) {
        std::uint16_t x[2], w[2];
        std::memcpy(x, &state.tiles[a].bytes[i][4 * p], 4);
        std::memcpy(w, &state.tiles[b].bytes[p][4 * j], 4);
        even += from_bf16(x[0]) * from_bf16(w[0]);
        odd += from_bf16(x[1]) * from_bf16(w[1]);
      }
      float sum;
      std::memcpy(&sum, &state.tiles[dst].bytes[i][4 * j], 4);
      sum += even + odd;
      std::memcpy(&state.tiles[dst].bytes[i][4 * j], &sum, 4);
    }
  }
}

/// An instruction with a three-byte VEX prefix, which all of them have.
struct Instruction {
  int opcode, prefix;  ///< 0: none, 1: 66, 2: F3, 3: F2
  int reg, rm, third;  ///< rm: −1 where memory is meant
  std::uint64_t address = 0, stride = 0;
  std::size_t length = 0;
};

std::uint64_t read_register(const ucontext_t& context, int number) {
  static constexpr int kPlaces[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                      REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
  return static_cast<std::uint64_t>(context.uc_mcontext.gregs[kPlaces[number]]);
}

bool decode(const ucontext_t& context, Instruction& out) {
  const auto* const start = reinterpret_cast<const std::uint8_t*>(context.uc_mcontext.gregs[REG_RIP]);
  const auto* at = start;
  if (*at++ != 0xc4) return false;
  const int extend_index = *at & 0x40 ? 0 : 8, extend_base = *at & 0x20 ? 0 : 8;
  if ((*at++ & 0x1f) != 2) return false;  // the map 0F38
  out.prefix = *at & 3;
  out.third = ~(*at >> 3) & 15;
  ++at;
  out.opcode = *at++;
  const int mode = *at >> 6, rm = *at & 7;
  out.reg = *at >> 3 & 7;
  ++at;
  out.rm = mode == 3 ? rm : -1;
  if (mode != 3) {
    int base = rm + extend_base;
    bool relative = mode == 0 && rm == 5, absolute = false;
    if (rm == 4) {
      const int index = (*at >> 3 & 7) + extend_index;
      base = (*at & 7) + extend_base;
      absolute = mode == 0 && (*at & 7) == 5;
      if (index != 4) out.stride = read_register(context, index) << (*at >> 6);
      ++at;
    }
    std::int64_t displacement = 0;
    if (mode == 1) {
      displacement = static_cast<std::int8_t>(*at++);
    } else if (mode == 2 || relative || absolute) {
      std::int32_t four;
      std::memcpy(&four, at, 4);
      displacement = four;
      at += 4;
    }
    if (relative)
      out.address = reinterpret_cast<std::uint64_t>(at);
    else if (!absolute)
      out.address = read_register(context, base);
    out.address += static_cast<std::uint64_t>(displacement);
  }
  out.length = static_cast<std::size_t>(at - start);
  return true;
}

bool execute(const Instruction& in) {
  const auto row = [&in](int i) {
    return reinterpret_cast<std::uint8_t*>(in.address + in.stride * static_cast<unsigned>(i));
  };
  if (in.opcode == 0x49 && in.prefix == 0 && in.rm == -1 && in.reg == 0) {
    load_config(row(0));
    return true;
  }
  if (in.opcode == 0x49 && in.prefix == 0 && in.rm == 0 && in.reg == 0) {
    state.configured = false;
    return true;
  }
  expect(state.configured, "no configuration");
  Tile& tile = state.tiles[in.reg];
  if (in.opcode == 0x49 && in.prefix == 3 && in.rm == 0) {
    std::memset(&tile, 0, sizeof tile);
  } else if (in.opcode == 0x4b && in.prefix == 3 && in.rm == -1) {
    std::memset(&tile, 0, sizeof tile);
    for (int i = 0; i < state.rows[in.reg]; ++i)
      std::memcpy(tile.bytes[i], row(i), state.row_bytes[in.reg]);
  } else if (in.opcode == 0x4b && in.prefix == 2 && in.rm == -1) {
    for (int i = 0; i < state.rows[in.reg]; ++i)
      std::memcpy(row(i), tile.bytes[i], state.row_bytes[in.reg]);
  } else if (in.opcode == 0x5c && in.prefix == 2 && in.rm >= 0) {
    multiply(in.reg, in.rm, in.third);
  } else {
    return false;
  }
  return true;
}

void handle(int, siginfo_t*, void* given) {
  auto& context = *static_cast<ucontext_t*>(given);
  Instruction instruction{};
  if (decode(context, instruction) && execute(instruction)) {
    context.uc_mcontext.gregs[REG_RIP] += static_cast<greg_t>(instruction.length);
    return;
  }
  std::signal(SIGILL, SIG_DFL);  // another invalid instruction: it comes again
}

}  // namespace

bool emulate_amx() {
  if (supported_cpu_level() < CpuLevel::Avx512) return false;
  if (supported_cpu_level() == CpuLevel::Amx) return true;
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kAvx512Bf16 = 1u << 5;
  if (!__get_cpuid_count(7, 1, &a, &b, &c, &d) || (a & kAvx512Bf16) == 0) return false;
  struct sigaction action {};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO;
  return sigaction(SIGILL, &action, nullptr) == 0;
}
#else
bool emulate_amx() { return false; }
#endif

}  // namespace mingsi::engine
