# SPDX-License-Identifier: Apache-2.0
"""In how many words a question can be asked: wordings.json, skill → kind → language → forms. The last of each list is kept for
the evaluation (draw.py)."""

import json
from pathlib import Path

WORDINGS = json.loads(Path(__file__).with_name("wordings.json").read_text(encoding="utf-8"))
