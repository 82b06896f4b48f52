// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingsi::engine {

/// Makes the tile instructions of AMX that the engine uses (LDTILECFG, TILERELEASE, TILEZERO, TILELOADD, TILESTORED,
/// TDPBF16PS) work in this process where the processor lacks them: each is an invalid instruction there, and the
/// signal's handler does what the SDM (volume 2) says it does. Slow. A use that a processor would refuse ends the
/// program. False where this can't be: not on x86-64 or without AVX512_BF16, which comes with every AMX.
bool emulate_amx();

}  // namespace mingsi::engine
