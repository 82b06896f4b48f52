// SPDX-License-Identifier: Apache-2.0
#include "engine/base/cpu_features.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sched.h>
#include <string_view>
#include <thread>

namespace mingsi::engine {
namespace {

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
  }
  return "scalar";
}

CpuLevel detect_cpu_level() {
  static const CpuLevel level = [] {
    const char* most = std::getenv("MINGSI_CPU_LEVEL");
    for (const auto wanted : {CpuLevel::Scalar, CpuLevel::Avx2})
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
    return CpuLevel::Avx512;
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
