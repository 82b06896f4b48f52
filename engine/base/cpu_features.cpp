// SPDX-License-Identifier: Apache-2.0
#include "engine/base/cpu_features.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sched.h>
#include <string_view>
#include <thread>

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace mingsi::engine {
namespace {

#if defined(__x86_64__)
/// Whether there are AMX tiles of bfloat16 and the system lets this process have them: their 8 KiB a thread are given
/// only to those who ask (Linux, Documentation/arch/x86/xstate.rst).
bool may_use_tiles() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  constexpr unsigned kAmxBf16 = 1u << 22, kAmxTile = 1u << 24;
  if ((d & kAmxBf16) == 0 || (d & kAmxTile) == 0) return false;
  constexpr unsigned kAvx512Bf16 = 1u << 5;
  if (!__get_cpuid_count(7, 1, &a, &b, &c, &d) || (a & kAvx512Bf16) == 0) return false;
  constexpr unsigned kSavesExtendedState = 1u << 27;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & kSavesExtendedState) == 0) return false;
  unsigned saved = 0;
  asm("xgetbv" : "=a"(saved), "=d"(d) : "c"(0));
  constexpr unsigned kTiles = 3u << 17;  // their shapes and their contents
  if ((saved & kTiles) != kTiles) return false;
  constexpr long kRequestPermission = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM, which older headers lack
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}
#endif

std::string cpu_model_name() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);) {
    if (!line.starts_with("model name")) continue;
    const auto colon = line.find(": ");
    if (colon != std::string::npos) return line.substr(colon + 2);
  }
  return "CPU";
}

}  // namespace

const char* to_string(CpuLevel level) {
  switch (level) {
    case CpuLevel::Scalar: return "scalar";
    case CpuLevel::Avx2: return "avx2";
    case CpuLevel::Avx512: return "avx512";
    case CpuLevel::Amx: return "amx";
  }
  return "scalar";
}

CpuLevel detect_cpu_level() {
  static const CpuLevel level = [] {
    const char* most = std::getenv("MINGSI_CPU_LEVEL");
    for (const auto wanted : {CpuLevel::Scalar, CpuLevel::Avx2, CpuLevel::Avx512})
      if (most && std::string_view(most) == to_string(wanted)) return std::min(wanted, supported_cpu_level());
    return supported_cpu_level();
  }();
  return level;
}

CpuLevel supported_cpu_level() {
#if defined(__x86_64__)
  // GCC's builtin checks the operating system's saved state (XGETBV) as well as CPUID.
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
    return may_use_tiles() ? CpuLevel::Amx : CpuLevel::Avx512;
  // Every processor with AVX2 has F16C, whose name clang's builtin does not know.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return CpuLevel::Avx2;
#endif
  return CpuLevel::Scalar;
}

unsigned usable_threads() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&allowed)));
  return std::max(1u, std::thread::hardware_concurrency());  // more processors than the mask can hold
}

std::string describe_cpu() {
  return cpu_model_name() + ", " + std::to_string(usable_threads()) + " threads, " + to_string(detect_cpu_level());
}

}  // namespace mingsi::engine
