#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Arrows run one way: ui → print → app → engine, and the command line, a program, takes pages too; engine knows no Qt,
# app no pixels, print no windows; inside engine a folder includes itself and those below it. Each source file has its
# licence line.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0
refuse() {
  if [[ -n $2 ]]; then
    printf '%s:\n%s\n' "$1" "$2"
    status=1
  fi
}
refuse "Qt inside engine" "$(grep -rnE '#include <Q' engine)"
refuse "engine includes a layer above" "$(grep -rnE '#include "(app|ui)/' engine)"
refuse "app includes a layer above" "$(grep -rnE '#include "ui/' app)"
refuse "pixels inside app" "$(grep -rnE '#include <Q(Quick|Qml|Gui|Widget|Painter|Window|Text(Document|Cursor|List|Table))' app)"
refuse "windows inside print" "$(grep -rnE '#include <Q(Quick|Widget|Window)' print)"
refuse "print includes a layer above" "$(grep -rnE '#include "ui/' print)"
refuse "app includes pages" "$(grep -rn '#include "print/' app --exclude-dir=cli)"
refuse "app goes past the engine's face" \
  "$(grep -rnE '#include "engine/' app | grep -vE '"engine/(engine|base/error)\.h"')"

refuse "strings that lupdate does not see" \
  "$(grep -rnE '(tr|count)\((QT_TRANSLATE_NOOP|$)' app print ui --include='*.cpp' | grep -v 'translate(')"

order=(base tensor formats tokenizer backend models generation conversion)
for ((i = 0; i < ${#order[@]}; ++i)); do
  for above in "${order[@]:i+1}"; do
    refuse "engine/${order[i]} includes engine/$above" "$(grep -rn "#include \"engine/$above/" "engine/${order[i]}")"
  done
done
refuse "no SPDX line" "$(grep -rLE 'SPDX-License-Identifier: Apache-2.0' engine app print ui tests cmake packaging \
  --include='*.cpp' --include='*.h' --include='*.qml' --include='*.sh' --include='*.py' --include='CMakeLists.txt')"
exit $status
