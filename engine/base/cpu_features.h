// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingsi::engine {

/// Instruction sets that the kernels can use, in ascending order of preference.
enum class CpuLevel { Scalar, Avx2, Avx512, Amx };

const char* to_string(CpuLevel level);

/// The best level that both this processor and its operating system support.
CpuLevel supported_cpu_level();
/// That level, or a lower one named in the environment variable MINGSI_CPU_LEVEL ("avx512", "avx2" or "scalar").
CpuLevel detect_cpu_level();

/// How many threads this process can run at once: the processors that its affinity mask allows (taskset, containers).
unsigned usable_threads();

/// "AMD EPYC, 2 threads, avx512"-like description for reports.
std::string describe_cpu();

}  // namespace mingsi::engine
