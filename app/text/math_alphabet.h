// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace mingsi::app {

/// MathML with its letters in the mathematical alphabets of Unicode (Unicode Standard, 22.2) in place of the attribute
/// mathvariant, which browsers no longer know (MathML Core) and Word never did: ℝ, 𝒜, 𝐱. Letters that have no such
/// form keep the attribute.
QString useMathAlphabets(const QString &mathMl);

}  // namespace mingsi::app
