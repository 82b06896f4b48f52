<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Actions</name>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>All commands</translation>
    </message>
    <message>
        <source>Rename the conversation</source>
        <translation>Rename the conversation</translation>
    </message>
    <message>
        <source>Tags of the conversation</source>
        <translation>Tags of the conversation</translation>
    </message>
    <message>
        <source>Pin or unpin the conversation</source>
        <translation>Pin or unpin the conversation</translation>
    </message>
    <message>
        <source>Archive the conversation, or bring it back</source>
        <translation>Archive the conversation, or bring it back</translation>
    </message>
    <message>
        <source>Map of the conversation</source>
        <translation>Map of the conversation</translation>
    </message>
    <message>
        <source>New conversation from this branch</source>
        <translation>New conversation from this branch</translation>
    </message>
    <message>
        <source>Delete the conversation</source>
        <translation>Delete the conversation</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Previous conversation</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Next conversation</translation>
    </message>
    <message>
        <source>Show archived conversations</source>
        <translation>Show archived conversations</translation>
    </message>
    <message>
        <source>Ask the last question otherwise</source>
        <translation>Ask the last question otherwise</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Answer again</translation>
    </message>
    <message>
        <source>Answer now: end the thought</source>
        <translation>Answer now: end the thought</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Stop the answer</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>Think first</translation>
    </message>
    <message>
        <source>Compare models or settings …</source>
        <translation>Compare models or settings …</translation>
    </message>
    <message>
        <source>Lay the versions of the answer side by side</source>
        <translation>Lay the versions of the answer side by side</translation>
    </message>
    <message>
        <source>Earlier version of the answer</source>
        <translation>Earlier version of the answer</translation>
    </message>
    <message>
        <source>Later version of the answer</source>
        <translation>Later version of the answer</translation>
    </message>
    <message>
        <source>Replay: does the same answer come?</source>
        <translation>Replay: does the same answer come?</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Copy the answer</translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>Copy the reasoning</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Reasoning</translation>
    </message>
    <message>
        <source>Read the reasoning alone</source>
        <translation>Read the reasoning alone</translation>
    </message>
    <message>
        <source>Outline of the reasoning</source>
        <translation>Outline of the reasoning</translation>
    </message>
    <message>
        <source>Tokens and their probabilities</source>
        <translation>Tokens and their probabilities</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>Text of the usual size</source>
        <translation>Text of the usual size</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>Models on this machine …</source>
        <translation>Models on this machine …</translation>
    </message>
    <message>
        <source>Download a model …</source>
        <translation>Download a model …</translation>
    </message>
    <message>
        <source>Open a model file …</source>
        <translation>Open a model file …</translation>
    </message>
    <message>
        <source>Open a model folder …</source>
        <translation>Open a model folder …</translation>
    </message>
    <message>
        <source>Use the starter model</source>
        <translation>Use the starter model</translation>
    </message>
    <message>
        <source>Parameters of the answers …</source>
        <translation>Parameters of the answers …</translation>
    </message>
    <message>
        <source>Look and behaviour …</source>
        <translation>Look and behaviour …</translation>
    </message>
    <message>
        <source>Appearance as the system</source>
        <translation>Appearance as the system</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Language of the system</translation>
    </message>
    <message>
        <source>English language</source>
        <translation>English language</translation>
    </message>
    <message>
        <source>Simplified Chinese language</source>
        <translation>Simplified Chinese language</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Copy reasoning and answer</source>
        <translation>Copy reasoning and answer</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>Delete this branch</translation>
    </message>
    <message>
        <source>Tint by doubt</source>
        <translation>Tint by doubt</translation>
    </message>
    <message>
        <source>Experts at work</source>
        <translation>Experts at work</translation>
    </message>
    <message>
        <source>Differences of compared answers</source>
        <translation>Differences of compared answers</translation>
    </message>
    <message>
        <source>Models of a server …</source>
        <translation>Models of a server …</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Export …</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>Import …</translation>
    </message>
    <message>
        <source>Put the conversation into a folder</source>
        <translation>Put the conversation into a folder</translation>
    </message>
    <message>
        <source>Vote for column %1</source>
        <translation>Vote for column %1</translation>
    </message>
    <message>
        <source>Go to the reasoning&apos;s steps, or back to the question</source>
        <translation>Go to the reasoning&apos;s steps, or back to the question</translation>
    </message>
    <message>
        <source>Attach documents …</source>
        <translation>Attach documents …</translation>
    </message>
    <message>
        <source>Prompts …</source>
        <translation>Prompts …</translation>
    </message>
    <message>
        <source>Find in the reasoning</source>
        <translation>Find in the reasoning</translation>
    </message>
    <message>
        <source>Select text with the keyboard</source>
        <translation>Select text with the keyboard</translation>
    </message>
    <message>
        <source>Vote for none of the columns</source>
        <translation>Vote for none of the columns</translation>
    </message>
    <message>
        <source>Go on with column %1</source>
        <translation>Go on with column %1</translation>
    </message>
    <message>
        <source>Earlier version of the last question</source>
        <translation>Earlier version of the last question</translation>
    </message>
    <message>
        <source>Later version of the last question</source>
        <translation>Later version of the last question</translation>
    </message>
    <message>
        <source>Mark the answer for a comparison</source>
        <translation>Mark the answer for a comparison</translation>
    </message>
    <message>
        <source>Lay the marked answers side by side</source>
        <translation>Lay the marked answers side by side</translation>
    </message>
    <message>
        <source>Widen the reasoning</source>
        <translation>Widen the reasoning</translation>
    </message>
    <message>
        <source>Narrow the reasoning</source>
        <translation>Narrow the reasoning</translation>
    </message>
</context>
<context>
    <name>AnswerMessage</name>
    <message>
        <source>Thinking …</source>
        <translation>Thinking …</translation>
    </message>
    <message>
        <source>Reading the question … %1 %</source>
        <translation>Reading the question … %1 %</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>Waiting …</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n token(s)</source>
        <translation>
            <numerusform>%1 · %n token</numerusform>
            <numerusform>%1 · %n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Copy the answer</translation>
    </message>
    <message>
        <source>Thinking · %1 s</source>
        <translation>Thinking · %1 s</translation>
    </message>
    <message numerus="yes">
        <source>Thought for %1 s · %n token(s)</source>
        <translation>
            <numerusform>Thought for %1 s · %n token</numerusform>
            <numerusform>Thought for %1 s · %n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the reasoning: %1</source>
        <translation>Show the reasoning: %1</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Answer again</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>Copy the reasoning</translation>
    </message>
    <message>
        <source>Copy reasoning and answer</source>
        <translation>Copy reasoning and answer</translation>
    </message>
    <message>
        <source>Compare …</source>
        <translation>Compare …</translation>
    </message>
    <message>
        <source>New conversation from here</source>
        <translation>New conversation from here</translation>
    </message>
    <message>
        <source>Replay: is it the same?</source>
        <translation>Replay: is it the same?</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>Delete this branch</translation>
    </message>
    <message>
        <source>Mark for a comparison</source>
        <translation>Mark for a comparison</translation>
    </message>
    <message>
        <source>Marked for a comparison: take the mark away</source>
        <translation>Marked for a comparison: take the mark away</translation>
    </message>
    <message>
        <source>Export this message …</source>
        <translation>Export this message …</translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>AppMenu</name>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>View</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
</context>
<context>
    <name>AttachmentCard</name>
    <message>
        <source>Attached: %1, %2</source>
        <translation>Attached: %1, %2</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Leave it out</translation>
    </message>
</context>
<context>
    <name>AttachmentCards</name>
    <message>
        <source>best passages</source>
        <translation>best passages</translation>
    </message>
    <message>
        <source>parts %1</source>
        <translation>parts %1</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceBox</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Don&apos;t wrap lines</source>
        <translation>Don&apos;t wrap lines</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Wrap lines</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Copy the code</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Code: %1</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Show this help.</source>
        <translation>Show this help.</translation>
    </message>
    <message>
        <source>--%1 expects a number from %2 to %3.</source>
        <translation>--%1 expects a number from %2 to %3.</translation>
    </message>
    <message>
        <source>--%1 expects a whole number from %2 to %3.</source>
        <translation>--%1 expects a whole number from %2 to %3.</translation>
    </message>
    <message>
        <source>--%1 expects auto, cpu or cuda.</source>
        <translation>--%1 expects auto, cpu or cuda.</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Thinking</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>%1. Empty line or Ctrl+D ends, Ctrl+C stops an answer.</source>
        <translation>%1. Empty line or Ctrl+D ends, Ctrl+C stops an answer.</translation>
    </message>
    <message>
        <source>Asks a model one question, or talks with it on the terminal.</source>
        <translation>Asks a model one question, or talks with it on the terminal.</translation>
    </message>
    <message>
        <source>One question; without it a conversation begins.</source>
        <translation>One question; without it a conversation begins.</translation>
    </message>
    <message>
        <source>System prompt.</source>
        <translation>System prompt.</translation>
    </message>
    <message>
        <source>Seed; the same one gives the same text.</source>
        <translation>Seed; the same one gives the same text.</translation>
    </message>
    <message>
        <source>0 always takes the most likely token (default 0.6).</source>
        <translation>0 always takes the most likely token (default 0.6).</translation>
    </message>
    <message>
        <source>Nucleus sampling (default 0.95).</source>
        <translation>Nucleus sampling (default 0.95).</translation>
    </message>
    <message>
        <source>Most tokens to generate.</source>
        <translation>Most tokens to generate.</translation>
    </message>
    <message>
        <source>auto, cpu or cuda.</source>
        <translation>auto, cpu or cuda.</translation>
    </message>
    <message>
        <source>Print one JSON object.</source>
        <translation>Print one JSON object.</translation>
    </message>
    <message>
        <source>Folder of Mingsi&apos;s data.</source>
        <translation>Folder of Mingsi&apos;s data.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Unexpected argument: %1</translation>
    </message>
    <message>
        <source>--json needs --prompt.</source>
        <translation>--json needs --prompt.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architecture</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameters</translation>
    </message>
    <message>
        <source>%1 in all, %2 active for a token</source>
        <translation>%1 in all, %2 active for a token</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>%1, of them %2 dense; %3 for multi-token prediction</source>
        <translation>%1, of them %2 dense; %3 for multi-token prediction</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experts</translation>
    </message>
    <message>
        <source>%1 routed, %2 used for a token, %3 shared; %4 gating</source>
        <translation>%1 routed, %2 used for a token, %3 shared; %4 gating</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>%1 heads, latent %2 + rope %3 cached a token a layer</source>
        <translation>%1 heads, latent %2 + rope %3 cached a token a layer</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Context</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>Read for a decoded token</source>
        <translation>Read for a decoded token</translation>
    </message>
    <message>
        <source>Key-value cache for a token</source>
        <translation>Key-value cache for a token</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Weights</translation>
    </message>
    <message>
        <source>%1: %2 tensors, %3</source>
        <translation>%1: %2 tensors, %3</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>%1, %2 entries</source>
        <translation>%1, %2 entries</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>Prompt format</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>inspect expects one file.</source>
        <translation>inspect expects one file.</translation>
    </message>
    <message>
        <source>a command is missing.</source>
        <translation>a command is missing.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a command.</source>
        <translation>&quot;%1&quot; is not a command.</translation>
    </message>
    <message>
        <source>--%1 expects auto, on or off.</source>
        <translation>--%1 expects auto, on or off.</translation>
    </message>
    <message>
        <source>Tokens of context (default 16384).</source>
        <translation>Tokens of context (default 16384).</translation>
    </message>
    <message>
        <source>auto, on or off: whether it thinks before it answers.</source>
        <translation>auto, on or off: whether it thinks before it answers.</translation>
    </message>
    <message>
        <source>--type expects one of %1.</source>
        <translation>--type expects one of %1.</translation>
    </message>
    <message>
        <source>Writes a model as a GGUF file with weights of another type.</source>
        <translation>Writes a model as a GGUF file with weights of another type.</translation>
    </message>
    <message>
        <source>GGUF file or Hugging Face folder.</source>
        <translation>GGUF file or Hugging Face folder.</translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation>The file to write.</translation>
    </message>
    <message>
        <source>Type of the weights, such as Q4_K or Q8_0.</source>
        <translation>Type of the weights, such as Q4_K or Q8_0.</translation>
    </message>
    <message>
        <source>quantize expects two files.</source>
        <translation>quantize expects two files.</translation>
    </message>
    <message>
        <source>Writes a GGUF file with random weights in the shapes of a published model, for measurements.</source>
        <translation>Writes a GGUF file with random weights in the shapes of a published model, for measurements.</translation>
    </message>
    <message>
        <source>One of %1.</source>
        <translation>One of %1.</translation>
    </message>
    <message>
        <source>Fewer layers than the model has.</source>
        <translation>Fewer layers than the model has.</translation>
    </message>
    <message>
        <source>Seed; the same one gives the same file.</source>
        <translation>Seed; the same one gives the same file.</translation>
    </message>
    <message>
        <source>--like and --out are expected.</source>
        <translation>--like and --out are expected.</translation>
    </message>
    <message>
        <source>%1 heads of %2, keys and values of %3 cached</source>
        <translation>%1 heads of %2, keys and values of %3 cached</translation>
    </message>
    <message>
        <source>The file&apos;s template is not used</source>
        <translation>The file&apos;s template is not used</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>weights %1, cache of %2 tokens %3, scratch %4</source>
        <translation>weights %1, cache of %2 tokens %3, scratch %4</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>at most %1 tokens a second in decoding, at the measured %2 GB/s</source>
        <translation>at most %1 tokens a second in decoding, at the measured %2 GB/s</translation>
    </message>
    <message>
        <source>Describes a model and whether it fits this machine.</source>
        <translation>Describes a model and whether it fits this machine.</translation>
    </message>
    <message>
        <source>GGUF file, Hugging Face folder, or &quot;starter&quot;.</source>
        <translation>GGUF file, Hugging Face folder, or &quot;starter&quot;.</translation>
    </message>
    <message>
        <source>Tokens of context to plan for (default 16384).</source>
        <translation>Tokens of context to plan for (default 16384).</translation>
    </message>
    <message>
        <source>Writes the logits of every position as a NumPy file, float32 [tokens, vocabulary].</source>
        <translation>Writes the logits of every position as a NumPy file, float32 [tokens, vocabulary].</translation>
    </message>
    <message>
        <source>Token ids with commas between.</source>
        <translation>Token ids with commas between.</translation>
    </message>
    <message>
        <source>--ids and --out are expected.</source>
        <translation>--ids and --out are expected.</translation>
    </message>
    <message>
        <source>Measures how well a model foretells a text. The text is cut into windows; in each, the second half is judged.</source>
        <translation>Measures how well a model foretells a text. The text is cut into windows; in each, the second half is judged.</translation>
    </message>
    <message>
        <source>The text.</source>
        <translation>The text.</translation>
    </message>
    <message>
        <source>A file with the text.</source>
        <translation>A file with the text.</translation>
    </message>
    <message>
        <source>Tokens in a window (default 512).</source>
        <translation>Tokens in a window (default 512).</translation>
    </message>
    <message>
        <source>The text is too short.</source>
        <translation>The text is too short.</translation>
    </message>
    <message>
        <source>Perplexity %1 over %2 tokens in %3 windows of %4.</source>
        <translation>Perplexity %1 over %2 tokens in %3 windows of %4.</translation>
    </message>
    <message>
        <source>GGUF file, Hugging Face folder, or &quot;starter&quot; (default: the one chosen last).</source>
        <translation>GGUF file, Hugging Face folder, or &quot;starter&quot; (default: the one chosen last).</translation>
    </message>
    <message>
        <source>Either --text or --file is expected.</source>
        <translation>Either --text or --file is expected.</translation>
    </message>
    <message>
        <source>--%1 expects token ids with commas between.</source>
        <translation>--%1 expects token ids with commas between.</translation>
    </message>
    <message>
        <source>Prints the token ids of a text.</source>
        <translation>Prints the token ids of a text.</translation>
    </message>
    <message>
        <source>Special tokens spelt in the text become their ids.</source>
        <translation>Special tokens spelt in the text become their ids.</translation>
    </message>
    <message>
        <source>Texts end at NUL bytes; each gets a line of its own.</source>
        <translation>Texts end at NUL bytes; each gets a line of its own.</translation>
    </message>
    <message>
        <source>Print JSON: the ids under &quot;ids&quot;.</source>
        <translation>Print JSON: the ids under &quot;ids&quot;.</translation>
    </message>
    <message>
        <source>Prints the text of token ids.</source>
        <translation>Prints the text of token ids.</translation>
    </message>
    <message>
        <source>Print JSON: the text under &quot;text&quot;.</source>
        <translation>Print JSON: the text under &quot;text&quot;.</translation>
    </message>
    <message>
        <source>The token id %1 lies outside the vocabulary.</source>
        <translation>The token id %1 lies outside the vocabulary.</translation>
    </message>
    <message>
        <source>Measures how fast a model reads a prompt and writes an answer; gives the medians of several runs.</source>
        <translation>Measures how fast a model reads a prompt and writes an answer; gives the medians of several runs.</translation>
    </message>
    <message>
        <source>Length of the prompt (default 512).</source>
        <translation>Length of the prompt (default 512).</translation>
    </message>
    <message>
        <source>Length of the answer (default 128).</source>
        <translation>Length of the answer (default 128).</translation>
    </message>
    <message>
        <source>Threads (default: all that may be used).</source>
        <translation>Threads (default: all that may be used).</translation>
    </message>
    <message>
        <source>Number of runs (default 3).</source>
        <translation>Number of runs (default 3).</translation>
    </message>
    <message>
        <source>The model&apos;s context holds %1 tokens.</source>
        <translation>The model&apos;s context holds %1 tokens.</translation>
    </message>
    <message>
        <source>Prefill: %1 tokens/s (%2 tokens)
Decoding: %3 tokens/s (%4 tokens), %5 % of what the memory allows
Memory: %6 GB/s, %7 MiB at most, %8 MB read for a token
Device: %9
</source>
        <translation>Prefill: %1 tokens/s (%2 tokens)
Decoding: %3 tokens/s (%4 tokens), %5 % of what the memory allows
Memory: %6 GB/s, %7 MiB at most, %8 MB read for a token
Device: %9
</translation>
    </message>
    <message>
        <source>--content is all, answers or reasoning.</source>
        <translation>--content is all, answers or reasoning.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) written to %1.</source>
        <translation>
            <numerusform>%n conversation written to %1.</numerusform>
            <numerusform>%n conversations written to %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder of conversations and settings.</source>
        <translation>Folder of conversations and settings.</translation>
    </message>
    <message>
        <source>Usage: mingsi-cli COMMAND [OPTIONS]

  chat        ask a model, or talk with it on the terminal
  inspect     describe a model and whether it fits this machine
  tokenize    print the token ids of a text
  detokenize  print the text of token ids
  logits      write a model&apos;s logits as a NumPy file
  perplexity  measure how well a model foretells a text
  bench       measure how fast a model reads and writes
  quantize    write a model with weights of another type
  synthesize  write a random model in the shapes of a published one
  list        list the conversations
  search      find a text in them
  export      write them into a file
  import      take in those of other programs

mingsi-cli COMMAND --help lists the options of a command.
</source>
        <translation>Usage: mingsi-cli COMMAND [OPTIONS]

  chat        ask a model, or talk with it on the terminal
  inspect     describe a model and whether it fits this machine
  tokenize    print the token ids of a text
  detokenize  print the text of token ids
  logits      write a model&apos;s logits as a NumPy file
  perplexity  measure how well a model foretells a text
  bench       measure how fast a model reads and writes
  quantize    write a model with weights of another type
  synthesize  write a random model in the shapes of a published one
  list        list the conversations
  search      find a text in them
  export      write them into a file
  import      take in those of other programs

mingsi-cli COMMAND --help lists the options of a command.
</translation>
    </message>
    <message>
        <source>--paper is a4 or letter.</source>
        <translation>--paper is a4 or letter.</translation>
    </message>
    <message>
        <source>There is no folder &quot;%1&quot;.</source>
        <translation>There is no folder &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>There is no message %1.</source>
        <translation>There is no message %1.</translation>
    </message>
    <message>
        <source>Lists the conversations, the one used last first.</source>
        <translation>Lists the conversations, the one used last first.</translation>
    </message>
    <message>
        <source>Print one JSON object a line.</source>
        <translation>Print one JSON object a line.</translation>
    </message>
    <message>
        <source>Finds a text in titles, questions, answers and reasoning.</source>
        <translation>Finds a text in titles, questions, answers and reasoning.</translation>
    </message>
    <message>
        <source>everywhere, questions, answers or reasoning.</source>
        <translation>everywhere, questions, answers or reasoning.</translation>
    </message>
    <message>
        <source>Most places to print (default 100).</source>
        <translation>Most places to print (default 100).</translation>
    </message>
    <message>
        <source>What to look for.</source>
        <translation>What to look for.</translation>
    </message>
    <message>
        <source>One text is expected; --in is everywhere, questions, answers or reasoning.</source>
        <translation>One text is expected; --in is everywhere, questions, answers or reasoning.</translation>
    </message>
    <message>
        <source>Writes conversations into a file.</source>
        <translation>Writes conversations into a file.</translation>
    </message>
    <message>
        <source>The conversation, as list names it.</source>
        <translation>The conversation, as list names it.</translation>
    </message>
    <message>
        <source>All conversations.</source>
        <translation>All conversations.</translation>
    </message>
    <message>
        <source>The conversations of a folder.</source>
        <translation>The conversations of a folder.</translation>
    </message>
    <message>
        <source>One message, as search --json names it.</source>
        <translation>One message, as search --json names it.</translation>
    </message>
    <message>
        <source>The branch that ends with this message.</source>
        <translation>The branch that ends with this message.</translation>
    </message>
    <message>
        <source>Each branch of a conversation, not only the one that is shown.</source>
        <translation>Each branch of a conversation, not only the one that is shown.</translation>
    </message>
    <message>
        <source>Of PDF: a4 or letter (default: the country&apos;s).</source>
        <translation>Of PDF: a4 or letter (default: the country&apos;s).</translation>
    </message>
    <message>
        <source>md, html, pdf, txt, json, docx, odt, pptx (slide outlines), xlsx or csv (tables); default: as the file&apos;s name ends.</source>
        <translation>md, html, pdf, txt, json, docx, odt, pptx (slide outlines), xlsx or csv (tables); default: as the file&apos;s name ends.</translation>
    </message>
    <message>
        <source>all, answers or reasoning (default: all).</source>
        <translation>all, answers or reasoning (default: all).</translation>
    </message>
    <message>
        <source>Leave out models, times and tokens.</source>
        <translation>Leave out models, times and tokens.</translation>
    </message>
    <message>
        <source>One of --id, --all, --folder, --message and --branch is expected.</source>
        <translation>One of --id, --all, --folder, --message and --branch is expected.</translation>
    </message>
    <message>
        <source>--out is expected.</source>
        <translation>--out is expected.</translation>
    </message>
    <message>
        <source>--format is md, html, pdf, txt, json, docx, odt, pptx, xlsx or csv.</source>
        <translation>--format is md, html, pdf, txt, json, docx, odt, pptx, xlsx or csv.</translation>
    </message>
    <message>
        <source>Takes in conversations of DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi.</source>
        <translation>Takes in conversations of DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi.</translation>
    </message>
    <message>
        <source>Only tell what would come in.</source>
        <translation>Only tell what would come in.</translation>
    </message>
    <message>
        <source>JSON, or a zip that holds it.</source>
        <translation>JSON, or a zip that holds it.</translation>
    </message>
    <message>
        <source>One file is expected.</source>
        <translation>One file is expected.</translation>
    </message>
    <message>
        <source>Folder that keeps what the model has read, to be found again by later calls.</source>
        <translation>Folder that keeps what the model has read, to be found again by later calls.</translation>
    </message>
    <message>
        <source>There is no conversation %1.</source>
        <translation>There is no conversation %1.</translation>
    </message>
    <message>
        <source>Also measure N sequences that are decoded together.</source>
        <translation>Also measure N sequences that are decoded together.</translation>
    </message>
    <message>
        <source>%1 sequences together: %2 tokens/s, %3 times what one alone gives
</source>
        <translation>%1 sequences together: %2 tokens/s, %3 times what one alone gives
</translation>
    </message>
    <message>
        <source>Keep the key-value cache at 8 bits, in half the memory.</source>
        <translation>Keep the key-value cache at 8 bits, in half the memory.</translation>
    </message>
    <message>
        <source>Have the model&apos;s own layer foretell tokens, where it has one; the text is the same either way.</source>
        <translation>Have the model&apos;s own layer foretell tokens, where it has one; the text is the same either way.</translation>
    </message>
    <message>
        <source>Of --json-schema, --regex and --choice one will do.</source>
        <translation>Of --json-schema, --regex and --choice one will do.</translation>
    </message>
    <message>
        <source>JSON file of the messages before the question: [{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}, …].</source>
        <translation>JSON file of the messages before the question: [{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}, …].</translation>
    </message>
    <message>
        <source>a list of messages is expected</source>
        <translation>a list of messages is expected</translation>
    </message>
    <message>
        <source>a role (system, user or assistant) and a content, both texts, are expected</source>
        <translation>a role (system, user or assistant) and a content, both texts, are expected</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>message %1</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>offset %1</translation>
    </message>
    <message>
        <source>File with a JSON schema: the answer is such a JSON text.</source>
        <translation>File with a JSON schema: the answer is such a JSON text.</translation>
    </message>
    <message>
        <source>The answer matches this regular expression as a whole.</source>
        <translation>The answer matches this regular expression as a whole.</translation>
    </message>
    <message>
        <source>The answer is this, or what another --choice says.</source>
        <translation>The answer is this, or what another --choice says.</translation>
    </message>
    <message>
        <source>This model opens its answers with a thought, but has no token that ends one; ask with --think off to constrain the answer.</source>
        <translation>This model opens its answers with a thought, but has no token that ends one; ask with --think off to constrain the answer.</translation>
    </message>
    <message>
        <source>The most memory of the GPU that is used, in GiB (default: all).</source>
        <translation>The most memory of the GPU that is used, in GiB (default: all).</translation>
    </message>
    <message>
        <source>There is no GPU here to plan for. --gpu-memory says how much memory one would have.</source>
        <translation>There is no GPU here to plan for. --gpu-memory says how much memory one would have.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Computed on</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>the processor</translation>
    </message>
    <message>
        <source>With --device cuda</source>
        <translation>With --device cuda</translation>
    </message>
    <message>
        <source>a GPU that is not here</source>
        <translation>a GPU that is not here</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Placement</translation>
    </message>
    <message>
        <source>Memory of the GPU</source>
        <translation>Memory of the GPU</translation>
    </message>
    <message>
        <source>weights %1, cache of %2 tokens %3, scratch %4, left to the driver %5</source>
        <translation>weights %1, cache of %2 tokens %3, scratch %4, left to the driver %5</translation>
    </message>
    <message>
        <source>In main memory</source>
        <translation>In main memory</translation>
    </message>
    <message>
        <source>experts of layers %1: %2; all would need a GPU with %3 free</source>
        <translation>experts of layers %1: %2; all would need a GPU with %3 free</translation>
    </message>
    <message>
        <source>%1, taken to have %2 of memory free</source>
        <translation>%1, taken to have %2 of memory free</translation>
    </message>
    <message>
        <source>Compute from the file&apos;s weights as they are, which is slower: by default they are copied into a faster order while memory lasts.</source>
        <translation>Compute from the file&apos;s weights as they are, which is slower: by default they are copied into a faster order while memory lasts.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What shall be done?</source>
        <translation>What shall be done?</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>No command of this name.</source>
        <translation>No command of this name.</translation>
    </message>
    <message>
        <source>%1, on</source>
        <translation>%1, on</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>The question for all columns</source>
        <translation>The question for all columns</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Model of column %1</source>
        <translation>Model of column %1</translation>
    </message>
    <message>
        <source>The open model</source>
        <translation>The open model</translation>
    </message>
    <message>
        <source>Thinking in column %1</source>
        <translation>Thinking in column %1</translation>
    </message>
    <message>
        <source>Thinking as usual</source>
        <translation>Thinking as usual</translation>
    </message>
    <message>
        <source>Thinks first</source>
        <translation>Thinks first</translation>
    </message>
    <message>
        <source>Does not think</source>
        <translation>Does not think</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>More answers to this question</source>
        <translation>More answers to this question</translation>
    </message>
    <message>
        <source>In place of the question it was; otherwise the conversation goes on with it</source>
        <translation>In place of the question it was; otherwise the conversation goes on with it</translation>
    </message>
    <message>
        <source>Settings of one model are tried at once, as memory allows. Models of this machine take turns, so that only one is in memory; servers answer meanwhile.</source>
        <translation>Settings of one model are tried at once, as memory allows. Models of this machine take turns, so that only one is in memory; servers answer meanwhile.</translation>
    </message>
    <message>
        <source>Temperature in column %1</source>
        <translation>Temperature in column %1</translation>
    </message>
    <message>
        <source>Seed in column %1</source>
        <translation>Seed in column %1</translation>
    </message>
</context>
<context>
    <name>CompareHead</name>
    <message>
        <source>Best</source>
        <translation>Best</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Go on with this answer</source>
        <translation>Go on with this answer</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>Waiting …</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of thought</source>
        <translation>
            <numerusform>%n of thought</numerusform>
            <numerusform>%n of thought</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message>
        <source>%1: column %2, %3</source>
        <translation>%1: column %2, %3</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Comparison</source>
        <translation>Comparison</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Differences</translation>
    </message>
    <message>
        <source>Ask again …</source>
        <translation>Ask again …</translation>
    </message>
    <message>
        <source>None of them ✓</source>
        <translation>None of them ✓</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>None of them</translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>Close the comparison (Esc)</translation>
    </message>
    <message>
        <source>Answers and thoughts side by side</source>
        <translation>Answers and thoughts side by side</translation>
    </message>
    <message>
        <source>Thoughts, step beside step</source>
        <translation>Thoughts, step beside step</translation>
    </message>
    <message>
        <source>The answers</source>
        <translation>The answers</translation>
    </message>
    <message>
        <source>Thoughts, step %1</source>
        <translation>Thoughts, step %1</translation>
    </message>
    <message>
        <source>Answer of column %1</source>
        <translation>Answer of column %1</translation>
    </message>
    <message>
        <source>Thought of column %1</source>
        <translation>Thought of column %1</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask something …</source>
        <translation>Ask something …</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Your question</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Stop (Esc)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Send (Enter)</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>Think first</translation>
    </message>
    <message>
        <source>Whether the model reasons before it answers (Ctrl+T)</source>
        <translation>Whether the model reasons before it answers (Ctrl+T)</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Answer now</translation>
    </message>
    <message>
        <source>End the thought here and have the answer (Ctrl+Return)</source>
        <translation>End the thought here and have the answer (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Sent as soon as the model has opened</source>
        <translation>Sent as soon as the model has opened</translation>
    </message>
    <message>
        <source>Questions and attachments go to %1</source>
        <translation>Questions and attachments go to %1</translation>
    </message>
    <message>
        <source>Attach documents</source>
        <translation>Attach documents</translation>
    </message>
    <message>
        <source>Documents and text (*)</source>
        <translation>Documents and text (*)</translation>
    </message>
    <message>
        <source>Attach documents (Ctrl+U)</source>
        <translation>Attach documents (Ctrl+U)</translation>
    </message>
    <message>
        <source>Looking for the passages that fit …</source>
        <translation>Looking for the passages that fit …</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line · ↑ edits · Esc stops</source>
        <translation>Enter sends · Shift+Enter new line · ↑ edits · Esc stops</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Your question, with the prompt %1</source>
        <translation>Your question, with the prompt %1</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Enter sends</translation>
    </message>
</context>
<context>
    <name>ComputeChoice</name>
    <message>
        <source>Compute on</source>
        <translation>Compute on</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processor</translation>
    </message>
    <message>
        <source>GPU (%1)</source>
        <translation>GPU (%1)</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>The most of its memory that is used, in GiB</source>
        <translation>The most of its memory that is used, in GiB</translation>
    </message>
    <message>
        <source>all that is free</source>
        <translation>all that is free</translation>
    </message>
    <message>
        <source>Automatic (the processor, for now)</source>
        <translation>Automatic (the processor, for now)</translation>
    </message>
    <message>
        <source>In use now: %1. A change takes effect with the next answer.</source>
        <translation>In use now: %1. A change takes effect with the next answer.</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message>
        <source>%1 / %2 tokens</source>
        <translation>%1 / %2 tokens</translation>
    </message>
    <message>
        <source>Context used: %1</source>
        <translation>Context used: %1</translation>
    </message>
</context>
<context>
    <name>ConversationRow</name>
    <message>
        <source>Title of the conversation</source>
        <translation>Title of the conversation</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>Rename (F2)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Delete (Del)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Unpin</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Pin</translation>
    </message>
    <message>
        <source>Tags …</source>
        <translation>Tags …</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Move to folder</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>No folder</translation>
    </message>
    <message>
        <source>New folder …</source>
        <translation>New folder …</translation>
    </message>
    <message>
        <source>Bring back from the archive</source>
        <translation>Bring back from the archive</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
</context>
<context>
    <name>DeletedBar</name>
    <message>
        <source>“%1” was deleted.</source>
        <translation>“%1” was deleted.</translation>
    </message>
    <message>
        <source>The branch “%1” was deleted.</source>
        <translation>The branch “%1” was deleted.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Title of the conversation</source>
        <translation>Title of the conversation</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Tags, with commas between</translation>
    </message>
    <message>
        <source>Folder; none when it is empty</source>
        <translation>Folder; none when it is empty</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>it is larger than %1 MiB</source>
        <translation>it is larger than %1 MiB</translation>
    </message>
    <message>
        <source>it is neither text nor a PDF, DOCX, XLSX or HTML file</source>
        <translation>it is neither text nor a PDF, DOCX, XLSX or HTML file</translation>
    </message>
    <message>
        <source>its text is longer than %1 MiB</source>
        <translation>its text is longer than %1 MiB</translation>
    </message>
    <message>
        <source>the HTML can&apos;t be read</source>
        <translation>the HTML can&apos;t be read</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 is missing</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 is too large</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 is damaged</translation>
    </message>
    <message>
        <source>the PDF is locked by a password</source>
        <translation>the PDF is locked by a password</translation>
    </message>
    <message>
        <source>the PDF is damaged</source>
        <translation>the PDF is damaged</translation>
    </message>
    <message>
        <source>the PDF holds no text: it may be a scan</source>
        <translation>the PDF holds no text: it may be a scan</translation>
    </message>
    <message>
        <source>there are no sheets in it</source>
        <translation>there are no sheets in it</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>not an object</translation>
    </message>
    <message>
        <source>no conversation of a known program</source>
        <translation>no conversation of a known program</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; is damaged</source>
        <translation>entry &quot;%1&quot; is damaged</translation>
    </message>
    <message>
        <source>the archive holds no conversations.json</source>
        <translation>the archive holds no conversations.json</translation>
    </message>
    <message>
        <source>it holds no conversations</source>
        <translation>it holds no conversations</translation>
    </message>
    <message>
        <source>there are no messages in it</source>
        <translation>there are no messages in it</translation>
    </message>
    <message>
        <source>the archive can&apos;t be read (libzip error %1)</source>
        <translation>the archive can&apos;t be read (libzip error %1)</translation>
    </message>
    <message>
        <source>the archive has too many entries</source>
        <translation>the archive has too many entries</translation>
    </message>
    <message>
        <source>entry %1 can&apos;t be read</source>
        <translation>entry %1 can&apos;t be read</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; leads out of the archive</source>
        <translation>entry &quot;%1&quot; leads out of the archive</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; is encrypted</source>
        <translation>entry &quot;%1&quot; is encrypted</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; unpacks to too much</source>
        <translation>entry &quot;%1&quot; unpacks to too much</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Row %1</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1, row %2</translation>
    </message>
    <message>
        <source>Lines %1</source>
        <translation>Lines %1</translation>
    </message>
    <message>
        <source>%1 is damaged at line %2</source>
        <translation>%1 is damaged at line %2</translation>
    </message>
    <message>
        <source>a newer Mingsi wrote it; bring this one up to date, or export as Markdown there</source>
        <translation>a newer Mingsi wrote it; bring this one up to date, or export as Markdown there</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not what the format asks for</source>
        <translation>&quot;%1&quot; is not what the format asks for</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing</source>
        <translation>&quot;%1&quot; is missing</translation>
    </message>
</context>
<context>
    <name>DocumentDialog</name>
    <message>
        <source>The whole document goes to the model</source>
        <translation>The whole document goes to the model</translation>
    </message>
    <message>
        <source>The passages that fit the question best, found when it is sent</source>
        <translation>The passages that fit the question best, found when it is sent</translation>
    </message>
    <message>
        <source>These parts</source>
        <translation>These parts</translation>
    </message>
    <message>
        <source>Parts, such as 1-3, 7</source>
        <translation>Parts, such as 1-3, 7</translation>
    </message>
    <message>
        <source>Find in the document</source>
        <translation>Find in the document</translation>
    </message>
    <message>
        <source>The next part that has it (Return)</source>
        <translation>The next part that has it (Return)</translation>
    </message>
    <message>
        <source>Parts of the document</source>
        <translation>Parts of the document</translation>
    </message>
    <message>
        <source>Reading the document …</source>
        <translation>Reading the document …</translation>
    </message>
    <message>
        <source>The document is empty.</source>
        <translation>The document is empty.</translation>
    </message>
</context>
<context>
    <name>DownloadFailure</name>
    <message>
        <source>“%1” is neither an address nor the name of a model. Paste the address of a .gguf file or of a model&apos;s page, or a name such as owner/name.</source>
        <translation>“%1” is neither an address nor the name of a model. Paste the address of a .gguf file or of a model&apos;s page, or a name such as owner/name.</translation>
    </message>
    <message>
        <source>%1 would come over a connection that is not encrypted, from %2. Use an address that begins with https.</source>
        <translation>%1 would come over a connection that is not encrypted, from %2. Use an address that begins with https.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be the name of a file here. Download the model from another address.</source>
        <translation>“%1” can&apos;t be the name of a file here. Download the model from another address.</translation>
    </message>
    <message>
        <source>No model that Mingsi can open was found in %1. Choose a repository with GGUF files or safetensors.</source>
        <translation>No model that Mingsi can open was found in %1. Choose a repository with GGUF files or safetensors.</translation>
    </message>
    <message>
        <source>The list of the files of %1 can&apos;t be read. Check the address of the mirror in the settings.</source>
        <translation>The list of the files of %1 can&apos;t be read. Check the address of the mirror in the settings.</translation>
    </message>
    <message>
        <source>The connection failed while %1 was fetched. Check the network and try again; what has come is kept.</source>
        <translation>The connection failed while %1 was fetched. Check the network and try again; what has come is kept.</translation>
    </message>
    <message>
        <source>%1 does not exist at %2. Check how the address or the name is written.</source>
        <translation>%1 does not exist at %2. Check how the address or the name is written.</translation>
    </message>
    <message>
        <source>%2 does not hand out %1 to everybody. Check the name; accept the model&apos;s conditions on its page and enter your access token in the settings.</source>
        <translation>%2 does not hand out %1 to everybody. Check the name; accept the model&apos;s conditions on its page and enter your access token in the settings.</translation>
    </message>
    <message>
        <source>The server did not hand out %1. Try again later, or use a mirror.</source>
        <translation>The server did not hand out %1. Try again later, or use a mirror.</translation>
    </message>
    <message>
        <source>The server sends the request for %1 round in a circle. Use another address or mirror.</source>
        <translation>The server sends the request for %1 round in a circle. Use another address or mirror.</translation>
    </message>
    <message>
        <source>A web page came instead of %1. Copy the address of the file itself; on Hugging Face it contains “resolve”.</source>
        <translation>A web page came instead of %1. Copy the address of the file itself; on Hugging Face it contains “resolve”.</translation>
    </message>
    <message>
        <source>What came under the name %1 is not a GGUF file. Check the address.</source>
        <translation>What came under the name %1 is not a GGUF file. Check the address.</translation>
    </message>
    <message>
        <source>%1 has another size than its publisher lists. It was not kept; try again later, or use another address.</source>
        <translation>%1 has another size than its publisher lists. It was not kept; try again later, or use another address.</translation>
    </message>
    <message>
        <source>%1 came damaged: its checksum is not the publisher&apos;s. It was removed; download it again.</source>
        <translation>%1 came damaged: its checksum is not the publisher&apos;s. It was removed; download it again.</translation>
    </message>
    <message>
        <source>There is another file called %1 already. It was left as it is; move or rename it, then try again.</source>
        <translation>There is another file called %1 already. It was left as it is; move or rename it, then try again.</translation>
    </message>
    <message>
        <source>%1 is being downloaded already. Wait until it is done.</source>
        <translation>%1 is being downloaded already. Wait until it is done.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written. Check the permissions of the folder, or choose another folder for models.</source>
        <translation>%1 can&apos;t be written. Check the permissions of the folder, or choose another folder for models.</translation>
    </message>
    <message>
        <source>There is no space left for %1. Free some space, then go on: what has come is kept.</source>
        <translation>There is no space left for %1. Free some space, then go on: what has come is kept.</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>the file</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>the server</translation>
    </message>
    <message>
        <source>%1 (Details: %2)</source>
        <translation>%1 (Details: %2)</translation>
    </message>
</context>
<context>
    <name>DownloadPane</name>
    <message>
        <source>An address of a file or a repository, or owner/name, with :Q4_K_M for one of its quantizations.</source>
        <translation>An address of a file or a repository, or owner/name, with :Q4_K_M for one of its quantizations.</translation>
    </message>
    <message>
        <source>For example %1</source>
        <translation>For example %1</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>What to download</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Give up and remove</source>
        <translation>Give up and remove</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Open it</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>What there is</source>
        <translation>What there is</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Mirror</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Access token</translation>
    </message>
    <message>
        <source>Well-known models</source>
        <translation>Well-known models</translation>
    </message>
    <message>
        <source>Access token: only for models that ask for one; not stored</source>
        <translation>Access token: only for models that ask for one; not stored</translation>
    </message>
</context>
<context>
    <name>ExpertDialog</name>
    <message>
        <source>Experts that computed “%1”</source>
        <translation>Experts that computed “%1”</translation>
    </message>
    <message>
        <source>Load of the experts over the answer</source>
        <translation>Load of the experts over the answer</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n expert(s) each</source>
        <translation>
            <numerusform>%n expert each</numerusform>
            <numerusform>%n experts each</numerusform>
        </translation>
    </message>
    <message>
        <source>framed: the experts of this token</source>
        <translation>framed: the experts of this token</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>%1 (branch %2 of %3)</source>
        <translation>%1 (branch %2 of %3)</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Attached: %1</translation>
    </message>
    <message>
        <source>Reasoning %1 in the appendix</source>
        <translation>Reasoning %1 in the appendix</translation>
    </message>
    <message>
        <source>Appendix: reasoning</source>
        <translation>Appendix: reasoning</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistant</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Reasoning</translation>
    </message>
    <message>
        <source>%1 (%2 tokens, %3 s)</source>
        <translation>%1 (%2 tokens, %3 s)</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrupted</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>failed: %1</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>Table %1</translation>
    </message>
    <message>
        <source>More tables</source>
        <translation>More tables</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>Choose a file …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>The answer beside which the reasoning stands</source>
        <translation>The answer beside which the reasoning stands</translation>
    </message>
    <message>
        <source>The conversation, as it is shown</source>
        <translation>The conversation, as it is shown</translation>
    </message>
    <message>
        <source>All conversations of its folder</source>
        <translation>All conversations of its folder</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>All conversations</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page (HTML), reasoning at the side</source>
        <translation>Web page (HTML), reasoning at the side</translation>
    </message>
    <message>
        <source>Word (DOCX)</source>
        <translation>Word (DOCX)</translation>
    </message>
    <message>
        <source>OpenDocument (ODT)</source>
        <translation>OpenDocument (ODT)</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Plain text</translation>
    </message>
    <message>
        <source>Mingsi (JSON), with everything, to import again</source>
        <translation>Mingsi (JSON), with everything, to import again</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>Answers and reasoning</source>
        <translation>Answers and reasoning</translation>
    </message>
    <message>
        <source>Answers alone</source>
        <translation>Answers alone</translation>
    </message>
    <message>
        <source>Reasoning alone</source>
        <translation>Reasoning alone</translation>
    </message>
    <message>
        <source>With models, times and tokens</source>
        <translation>With models, times and tokens</translation>
    </message>
    <message>
        <source>The conversation with all its branches</source>
        <translation>The conversation with all its branches</translation>
    </message>
    <message>
        <source>Pages (PDF), reasoning in an appendix</source>
        <translation>Pages (PDF), reasoning in an appendix</translation>
    </message>
    <message>
        <source>Slides (PPTX): the outlines in the answers</source>
        <translation>Slides (PPTX): the outlines in the answers</translation>
    </message>
    <message>
        <source>Workbook (XLSX): the tables in the texts</source>
        <translation>Workbook (XLSX): the tables in the texts</translation>
    </message>
    <message>
        <source>Tables as CSV</source>
        <translation>Tables as CSV</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>The message that was chosen</source>
        <translation>The message that was chosen</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>The file %1 does not exist. Choose the file again.</source>
        <translation>The file %1 does not exist. Choose the file again.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read. Check its permissions and that its disk is there.</source>
        <translation>The file %1 can&apos;t be read. Check its permissions and that its disk is there.</translation>
    </message>
    <message>
        <source>The file %1 is empty. Download it again.</source>
        <translation>The file %1 is empty. Download it again.</translation>
    </message>
    <message>
        <source>%1 is a web page, not a model: the download failed. Download the file again.</source>
        <translation>%1 is a web page, not a model: the download failed. Download the file again.</translation>
    </message>
    <message>
        <source>The model file %1 is incomplete. Download it again.</source>
        <translation>The model file %1 is incomplete. Download it again.</translation>
    </message>
    <message>
        <source>The model file %1 is damaged. Download it again.</source>
        <translation>The model file %1 is damaged. Download it again.</translation>
    </message>
    <message>
        <source>A part of the model is missing from %1. Get a complete file.</source>
        <translation>A part of the model is missing from %1. Get a complete file.</translation>
    </message>
    <message>
        <source>A part of the model in %1 has the wrong shape. Get another copy of the file.</source>
        <translation>A part of the model in %1 has the wrong shape. Get another copy of the file.</translation>
    </message>
    <message>
        <source>The description of the model in %1 is wrong. Get another copy of the file.</source>
        <translation>The description of the model in %1 is wrong. Get another copy of the file.</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller model.</source>
        <translation>There is not enough memory. Close other programs, or choose a smaller model.</translation>
    </message>
    <message>
        <source>The conversation is longer than the model&apos;s context. Start a new conversation, or ask less at once.</source>
        <translation>The conversation is longer than the model&apos;s context. Start a new conversation, or ask less at once.</translation>
    </message>
    <message>
        <source>The model computed values that are not numbers: its weights are damaged. Download the file again.</source>
        <translation>The model computed values that are not numbers: its weights are damaged. Download the file again.</translation>
    </message>
    <message>
        <source>A value is out of range. Correct it and try again.</source>
        <translation>A value is out of range. Correct it and try again.</translation>
    </message>
    <message>
        <source>The conversations in %1 can&apos;t be opened. Check that the folder exists, or choose another one with --data-dir.</source>
        <translation>The conversations in %1 can&apos;t be opened. Check that the folder exists, or choose another one with --data-dir.</translation>
    </message>
    <message>
        <source>The database %1 is damaged. It was left as it is; put a backup from the same folder in its place.</source>
        <translation>The database %1 is damaged. It was left as it is; put a backup from the same folder in its place.</translation>
    </message>
    <message>
        <source>The database %1 was written by a later version of Mingsi. It was left as it is; update Mingsi to open it.</source>
        <translation>The database %1 was written by a later version of Mingsi. It was left as it is; update Mingsi to open it.</translation>
    </message>
    <message>
        <source>The folder of %1 can&apos;t be written. Change its permissions, or choose another folder with --data-dir.</source>
        <translation>The folder of %1 can&apos;t be written. Change its permissions, or choose another folder with --data-dir.</translation>
    </message>
    <message>
        <source>There is no space left for %1. Free some space; what is shown is kept until then.</source>
        <translation>There is no space left for %1. Free some space; what is shown is kept until then.</translation>
    </message>
    <message>
        <source>Another program holds the database %1. Close it and start Mingsi again.</source>
        <translation>Another program holds the database %1. Close it and start Mingsi again.</translation>
    </message>
    <message>
        <source>No model is open. Open one with the model button at the top.</source>
        <translation>No model is open. Open one with the model button at the top.</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>Something went wrong that should not have.</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>the file</translation>
    </message>
    <message>
        <source>%1 (Details: %2)</source>
        <translation>%1 (Details: %2)</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written. Check the folder&apos;s permissions and the space left on its disk.</source>
        <translation>The file %1 can&apos;t be written. Check the folder&apos;s permissions and the space left on its disk.</translation>
    </message>
    <message>
        <source>%1 is not a model file. Choose a GGUF file or a Hugging Face folder.</source>
        <translation>%1 is not a model file. Choose a GGUF file or a Hugging Face folder.</translation>
    </message>
    <message>
        <source>The format version of %1 is not supported. Get a GGUF file of version 2 or 3, little-endian.</source>
        <translation>The format version of %1 is not supported. Get a GGUF file of version 2 or 3, little-endian.</translation>
    </message>
    <message>
        <source>The model in %1 has an architecture that Mingsi does not know. Choose a DeepSeek, Llama or Qwen model.</source>
        <translation>The model in %1 has an architecture that Mingsi does not know. Choose a DeepSeek, Llama or Qwen model.</translation>
    </message>
    <message>
        <source>The weights in %1 have a type that Mingsi does not compute with. Choose another quantization of the model, such as Q4_K or Q8_0.</source>
        <translation>The weights in %1 have a type that Mingsi does not compute with. Choose another quantization of the model, such as Q4_K or Q8_0.</translation>
    </message>
    <message>
        <source>The tokenizer of %1 is not supported. Choose another copy of the model, such as a GGUF file.</source>
        <translation>The tokenizer of %1 is not supported. Choose another copy of the model, such as a GGUF file.</translation>
    </message>
    <message>
        <source>The chat template of %1 refuses this conversation. Leave out the system prompt, or start a new conversation.</source>
        <translation>The chat template of %1 refuses this conversation. Leave out the system prompt, or start a new conversation.</translation>
    </message>
    <message>
        <source>The model file %1 was changed, or its disk went away, while the model was open. Put the file back and ask again.</source>
        <translation>The model file %1 was changed, or its disk went away, while the model was open. Put the file back and ask again.</translation>
    </message>
    <message>
        <source>The server %1 can&apos;t be reached. Check its address and that it runs.</source>
        <translation>The server %1 can&apos;t be reached. Check its address and that it runs.</translation>
    </message>
    <message>
        <source>The server %1 asks for another key. Enter it under Models, Servers.</source>
        <translation>The server %1 asks for another key. Enter it under Models, Servers.</translation>
    </message>
    <message>
        <source>The server %1 does not have this model at this address. Choose one under Models, Servers.</source>
        <translation>The server %1 does not have this model at this address. Choose one under Models, Servers.</translation>
    </message>
    <message>
        <source>The server %1 can&apos;t answer now. Try again later.</source>
        <translation>The server %1 can&apos;t answer now. Try again later.</translation>
    </message>
    <message>
        <source>The server %1 refused the request. Its reason is in the details.</source>
        <translation>The server %1 refused the request. Its reason is in the details.</translation>
    </message>
    <message>
        <source>The answer of the server %1 broke off. What came is kept; ask again.</source>
        <translation>The answer of the server %1 broke off. What came is kept; ask again.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be used. Choose another one; the details say why.</source>
        <translation>The file %1 can&apos;t be used. Choose another one; the details say why.</translation>
    </message>
    <message>
        <source>There is no table in what was chosen, so nothing was written to %1. Choose another format.</source>
        <translation>There is no table in what was chosen, so nothing was written to %1. Choose another format.</translation>
    </message>
    <message>
        <source>The GPU can&apos;t be used. Look after its driver, or use the processor (Compute on, under Look and behaviour; --device cpu).</source>
        <translation>The GPU can&apos;t be used. Look after its driver, or use the processor (Compute on, under Look and behaviour; --device cpu).</translation>
    </message>
    <message>
        <source>The GPU failed while it computed. What was written is kept; ask again, or use the processor (Compute on, under Look and behaviour; --device cpu).</source>
        <translation>The GPU failed while it computed. What was written is kept; ask again, or use the processor (Compute on, under Look and behaviour; --device cpu).</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>File name</translation>
    </message>
</context>
<context>
    <name>FormulaBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>Formula: %1</translation>
    </message>
    <message>
        <source>Copy as TeX</source>
        <translation>Copy as TeX</translation>
    </message>
</context>
<context>
    <name>GpuPlacement</name>
    <message>
        <source>too large for the GPU: it needs at least %1 there, of which %2 are free</source>
        <translation>too large for the GPU: it needs at least %1 there, of which %2 are free</translation>
    </message>
    <message numerus="yes">
        <source>GPU: all %n layer(s), %1 of %2</source>
        <translation>
            <numerusform>GPU: all %n layer, %1 of %2</numerusform>
            <numerusform>GPU: all %n layers, %1 of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GPU, experts of %n layer(s) in main memory: %1 of %2</source>
        <translation>
            <numerusform>GPU, experts of %n layer in main memory: %1 of %2</numerusform>
            <numerusform>GPU, experts of %n layers in main memory: %1 of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GPU, experts of %n layer(s) in main memory but for the %3 busiest of %4 in each: %1 of %2</source>
        <translation>
            <numerusform>GPU, experts of %n layer in main memory but for the %3 busiest of %4: %1 of %2</numerusform>
            <numerusform>GPU, experts of %n layers in main memory but for the %3 busiest of %4 in each: %1 of %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Conversations (Ctrl+B)</source>
        <translation>Conversations (Ctrl+B)</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>Opening %1 …</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>No model</translation>
    </message>
    <message>
        <source>Open a model file … (Ctrl+O)</source>
        <translation>Open a model file … (Ctrl+O)</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Open a model file</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Models (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder</source>
        <translation>Open a Hugging Face folder</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Search (Ctrl+F)</translation>
    </message>
    <message>
        <source>Map of the conversation (Ctrl+M)</source>
        <translation>Map of the conversation (Ctrl+M)</translation>
    </message>
    <message>
        <source>Reasoning (Ctrl+R)</source>
        <translation>Reasoning (Ctrl+R)</translation>
    </message>
    <message>
        <source>Don&apos;t open this model</source>
        <translation>Don&apos;t open this model</translation>
    </message>
    <message>
        <source>Opening %1 … %2 %</source>
        <translation>Opening %1 … %2 %</translation>
    </message>
    <message>
        <source>Models on this machine … (Ctrl+Alt+O)</source>
        <translation>Models on this machine … (Ctrl+Alt+O)</translation>
    </message>
    <message>
        <source>Download a model … (Ctrl+Alt+D)</source>
        <translation>Download a model … (Ctrl+Alt+D)</translation>
    </message>
    <message>
        <source>Models of a server … (Ctrl+Alt+S)</source>
        <translation>Models of a server … (Ctrl+Alt+S)</translation>
    </message>
    <message>
        <source>Open a model folder … (Ctrl+Shift+O)</source>
        <translation>Open a model folder … (Ctrl+Shift+O)</translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>not available now</source>
        <translation>not available now</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>From %1: %2.</source>
        <translation>From %1: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n new conversation(s)</source>
        <translation>
            <numerusform>%n new conversation</numerusform>
            <numerusform>%n new conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with new messages</source>
        <translation>
            <numerusform>%n with new messages</numerusform>
            <numerusform>%n with new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already here</source>
        <translation>
            <numerusform>%n already here</numerusform>
            <numerusform>%n already here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
    <message>
        <source>it is no JSON at its byte %1</source>
        <translation>it is no JSON at its byte %1</translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation>byte %1: %2</translation>
    </message>
    <message>
        <source>a conversation is larger than 256 MiB</source>
        <translation>a conversation is larger than 256 MiB</translation>
    </message>
    <message>
        <source>the file ends in the middle of a text</source>
        <translation>the file ends in the middle of a text</translation>
    </message>
    <message>
        <source>the file ends in the middle of a conversation</source>
        <translation>the file ends in the middle of a conversation</translation>
    </message>
    <message>
        <source>neither a list nor an object</source>
        <translation>neither a list nor an object</translation>
    </message>
    <message>
        <source>a key is expected</source>
        <translation>a key is expected</translation>
    </message>
    <message>
        <source>a colon is expected</source>
        <translation>a colon is expected</translation>
    </message>
    <message>
        <source>a conversation is expected</source>
        <translation>a conversation is expected</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>Choose a file …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Conversations exported from DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi: conversations.json, or the zip that holds it. What is here already stays as it is.</source>
        <translation>Conversations exported from DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi: conversations.json, or the zip that holds it. What is here already stays as it is.</translation>
    </message>
    <message>
        <source>This came in. %1</source>
        <translation>This came in. %1</translation>
    </message>
    <message>
        <source>This would come in. %1</source>
        <translation>This would come in. %1</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Conversations (*.json *.jsonl *.zip)</source>
        <translation>Conversations (*.json *.jsonl *.zip)</translation>
    </message>
    <message>
        <source>Cancelled; this had come in by then. %1</source>
        <translation>Cancelled; this had come in by then. %1</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Models</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>On this machine</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Models on this machine</translation>
    </message>
    <message>
        <source>Looking for models …</source>
        <translation>Looking for models …</translation>
    </message>
    <message>
        <source>Don&apos;t search %1</source>
        <translation>Don&apos;t search %1</translation>
    </message>
    <message>
        <source>Search another folder …</source>
        <translation>Search another folder …</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Search again</translation>
    </message>
    <message>
        <source>Search another folder</source>
        <translation>Search another folder</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Servers</translation>
    </message>
    <message>
        <source>No other models were found. Add a folder that holds some, or download one.</source>
        <translation>No other models were found. Add a folder that holds some, or download one.</translation>
    </message>
</context>
<context>
    <name>LibraryRow</name>
    <message>
        <source>not looked at yet</source>
        <translation>not looked at yet</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>fits</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>tight</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>too large</translation>
    </message>
    <message>
        <source>can&apos;t be opened</source>
        <translation>can&apos;t be opened</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>open now</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open this link in the browser?</source>
        <translation>Open this link in the browser?</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Mingsi is already running with the data folder %1; its window was brought to the front.</source>
        <translation>Mingsi is already running with the data folder %1; its window was brought to the front.</translation>
    </message>
    <message>
        <source>Another Mingsi holds the data folder %1 but does not answer. End it, or choose another folder with --data-dir.</source>
        <translation>Another Mingsi holds the data folder %1 but does not answer. End it, or choose another folder with --data-dir.</translation>
    </message>
    <message>
        <source>Chat with DeepSeek-family models on your own machine, and see how they think.</source>
        <translation>Chat with DeepSeek-family models on your own machine, and see how they think.</translation>
    </message>
    <message>
        <source>Folder of conversations and settings.</source>
        <translation>Folder of conversations and settings.</translation>
    </message>
    <message>
        <source>Model to open: a GGUF file, a Hugging Face folder, or &quot;starter&quot;.</source>
        <translation>Model to open: a GGUF file, a Hugging Face folder, or &quot;starter&quot;.</translation>
    </message>
    <message>
        <source>Model to open.</source>
        <translation>Model to open.</translation>
    </message>
    <message>
        <source>Width of the reasoning</source>
        <translation>Width of the reasoning</translation>
    </message>
</context>
<context>
    <name>MarkBar</name>
    <message numerus="yes">
        <source>%n answer(s) marked to compare</source>
        <translation>
            <numerusform>%n answer marked to compare</numerusform>
            <numerusform>%n answers marked to compare</numerusform>
        </translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Side by side</translation>
    </message>
    <message>
        <source>Take the marks away</source>
        <translation>Take the marks away</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Open this model?</source>
        <translation>Open this model?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>Open anyway</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ModelFit</name>
    <message>
        <source>fits: %1 needed, %2 of memory available</source>
        <translation>fits: %1 needed, %2 of memory available</translation>
    </message>
    <message>
        <source>tight: %1 needed, only %2 available now; close other programs</source>
        <translation>tight: %1 needed, only %2 available now; close other programs</translation>
    </message>
    <message>
        <source>does not fit: %1 needed, the machine has %2; it runs slowly, reading from the disk</source>
        <translation>does not fit: %1 needed, the machine has %2; it runs slowly, reading from the disk</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
</context>
<context>
    <name>ParametersDialog</name>
    <message>
        <source>no limit</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>Parameters of the answers</source>
        <translation>Parameters of the answers</translation>
    </message>
    <message>
        <source>For the model</source>
        <translation>For the model</translation>
    </message>
    <message>
        <source>For this conversation</source>
        <translation>For this conversation</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Repetition penalty</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Most tokens of an answer</source>
        <translation>Most tokens of an answer</translation>
    </message>
    <message>
        <source>Most tokens of a thought</source>
        <translation>Most tokens of a thought</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System prompt</translation>
    </message>
    <message>
        <source>None. DeepSeek-R1 is best asked without one.</source>
        <translation>None. DeepSeek-R1 is best asked without one.</translation>
    </message>
    <message>
        <source>An empty field is as the model&apos;s publisher recommends; for R1: temperature 0.6, top-p 0.95.</source>
        <translation>An empty field is as the model&apos;s publisher recommends; for R1: temperature 0.6, top-p 0.95.</translation>
    </message>
</context>
<context>
    <name>PromptFieldsDialog</name>
    <message>
        <source>A field may stay empty when its text is attached as a document.</source>
        <translation>A field may stay empty when its text is attached as a document.</translation>
    </message>
</context>
<context>
    <name>PromptPopup</name>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
</context>
<context>
    <name>PromptsDialog</name>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>Import …</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Export …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>comes with Mingsi</source>
        <translation>comes with Mingsi</translation>
    </message>
    <message>
        <source>Name, as it is typed behind the slash</source>
        <translation>Name, as it is typed behind the slash</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>The text; {{names}} in it are blanks to fill in</source>
        <translation>The text; {{names}} in it are blanks to fill in</translation>
    </message>
    <message>
        <source>Text of the prompt</source>
        <translation>Text of the prompt</translation>
    </message>
    <message>
        <source>New</source>
        <translation>New</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Prompts (*.json)</source>
        <translation>Prompts (*.json)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>QIODevice</name>
    <message>
        <source>Unknown error</source>
        <translation>Unknown error</translation>
    </message>
</context>
<context>
    <name>QuestionMessage</name>
    <message>
        <source>You: %1</source>
        <translation>You: %1</translation>
    </message>
    <message>
        <source>Copy the question</source>
        <translation>Copy the question</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Your question</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Ask (Enter)</source>
        <translation>Ask (Enter)</translation>
    </message>
    <message>
        <source>Ask otherwise</source>
        <translation>Ask otherwise</translation>
    </message>
    <message>
        <source>More</source>
        <translation>More</translation>
    </message>
    <message>
        <source>New conversation from here</source>
        <translation>New conversation from here</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>Delete this branch</translation>
    </message>
    <message>
        <source>Export this message …</source>
        <translation>Export this message …</translation>
    </message>
</context>
<context>
    <name>RadioLine</name>
    <message>
        <source>not available now</source>
        <translation>not available now</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>The model was %1 and is %2.</source>
        <translation>The model was %1 and is %2.</translation>
    </message>
    <message>
        <source>The model&apos;s files have changed (%1, now %2).</source>
        <translation>The model&apos;s files have changed (%1, now %2).</translation>
    </message>
    <message>
        <source>The weights were %1 and are %2.</source>
        <translation>The weights were %1 and are %2.</translation>
    </message>
    <message>
        <source>The prompt template has changed (%1, now %2).</source>
        <translation>The prompt template has changed (%1, now %2).</translation>
    </message>
    <message>
        <source>The engine was version %1 and is %2.</source>
        <translation>The engine was version %1 and is %2.</translation>
    </message>
    <message>
        <source>It was computed on %1, now on %2.</source>
        <translation>It was computed on %1, now on %2.</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Replay</source>
        <translation>Replay</translation>
    </message>
    <message>
        <source>Waiting for the model …</source>
        <translation>Waiting for the model …</translation>
    </message>
    <message numerus="yes">
        <source>The answer is made again: %n token(s) so far.</source>
        <translation>
            <numerusform>The answer is made again: %n token so far.</numerusform>
            <numerusform>The answer is made again: %n tokens so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Search in titles, questions, answers and reasoning</source>
        <translation>Search in titles, questions, answers and reasoning</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>Reasoning only</source>
        <translation>Reasoning only</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Any time</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Any model</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Places found</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <translation>%1 in %2: %3</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nothing found.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Any folder</translation>
    </message>
</context>
<context>
    <name>SectionHead</name>
    <message>
        <source>Open the section %1</source>
        <translation>Open the section %1</translation>
    </message>
    <message>
        <source>Close the section %1</source>
        <translation>Close the section %1</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Rename the folder …</source>
        <translation>Rename the folder …</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Name of the folder</translation>
    </message>
    <message>
        <source>Take the folder away, keep its conversations</source>
        <translation>Take the folder away, keep its conversations</translation>
    </message>
</context>
<context>
    <name>ServersPane</name>
    <message>
        <source>A server of vLLM, SGLang, llama.cpp or DeepSeek. What you ask its models, with everything attached, leaves this machine.</source>
        <translation>A server of vLLM, SGLang, llama.cpp or DeepSeek. What you ask its models, with everything attached, leaves this machine.</translation>
    </message>
    <message>
        <source>For example %1</source>
        <translation>For example %1</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Address of the server</translation>
    </message>
    <message>
        <source>Key (one is stored)</source>
        <translation>Key (one is stored)</translation>
    </message>
    <message>
        <source>Key, if it asks for one</source>
        <translation>Key, if it asks for one</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>Asking …</translation>
    </message>
    <message>
        <source>Show its models</source>
        <translation>Show its models</translation>
    </message>
    <message>
        <source>Models of the server</source>
        <translation>Models of the server</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Forget %1 and its key</source>
        <translation>Forget %1 and its key</translation>
    </message>
    <message>
        <source>Servers asked before, and what they ask for a million tokens</source>
        <translation>Servers asked before, and what they ask for a million tokens</translation>
    </message>
    <message>
        <source>Price of a million tokens read</source>
        <translation>Price of a million tokens read</translation>
    </message>
    <message>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <source>Price of a million tokens written</source>
        <translation>Price of a million tokens written</translation>
    </message>
    <message>
        <source>written</source>
        <translation>written</translation>
    </message>
    <message>
        <source>Currency of the price</source>
        <translation>Currency of the price</translation>
    </message>
</context>
<context>
    <name>SettingField</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Look and behaviour</source>
        <translation>Look and behaviour</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Size of text</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Length of lines</source>
        <translation>Length of lines</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Font</translation>
    </message>
    <message>
        <source>Font of the system</source>
        <translation>Font of the system</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Less motion</translation>
    </message>
    <message>
        <source>Tell me when a long answer ends in the background</source>
        <translation>Tell me when a long answer ends in the background</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed, where the desktop has one</source>
        <translation>Stay in the tray when the window is closed, where the desktop has one</translation>
    </message>
    <message>
        <source>A key that shows Mingsi from anywhere (Ctrl+Alt+M), where the desktop has such keys</source>
        <translation>A key that shows Mingsi from anywhere (Ctrl+Alt+M), where the desktop has such keys</translation>
    </message>
    <message>
        <source>Keep on disk what models have read (up to 4 GiB), so that going back to a conversation needs no waiting</source>
        <translation>Keep on disk what models have read (up to 4 GiB), so that going back to a conversation needs no waiting</translation>
    </message>
    <message>
        <source>Context of models</source>
        <translation>Context of models</translation>
    </message>
    <message>
        <source>How much a model of this machine keeps in mind, as far as it is made for it; more takes more memory</source>
        <translation>How much a model of this machine keeps in mind, as far as it is made for it; more takes more memory</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>Keep that at 8 bits: half the memory, and hardly a difference</source>
        <translation>Keep that at 8 bits: half the memory, and hardly a difference</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 of %2</translation>
    </message>
    <message>
        <source>Earlier version (Alt+Left)</source>
        <translation>Earlier version (Alt+Left)</translation>
    </message>
    <message>
        <source>Later version (Alt+Right)</source>
        <translation>Later version (Alt+Right)</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>New conversation (Ctrl+N)</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Your conversations will stand here.</source>
        <translation>Your conversations will stand here.</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>New folder</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Tags, with commas between</translation>
    </message>
    <message>
        <source>Only with the tag</source>
        <translation>Only with the tag</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>All tags</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>Copy the table as CSV</translation>
    </message>
    <message>
        <source>Copy the table as Markdown</source>
        <translation>Copy the table as Markdown</translation>
    </message>
    <message>
        <source>Table: %1</source>
        <translation>Table: %1</translation>
    </message>
</context>
<context>
    <name>TextButton</name>
    <message>
        <source>not available now</source>
        <translation>not available now</translation>
    </message>
</context>
<context>
    <name>ThemedDialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>ThemedMenu</name>
    <message>
        <source>not available now</source>
        <translation>not available now</translation>
    </message>
</context>
<context>
    <name>ThemedTabBar</name>
    <message>
        <source>not available now</source>
        <translation>not available now</translation>
    </message>
</context>
<context>
    <name>ThoughtOutline</name>
    <message>
        <source>Outline of the reasoning</source>
        <translation>Outline of the reasoning</translation>
    </message>
    <message>
        <source>Step %1, second thought: %2</source>
        <translation>Step %1, second thought: %2</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>Step %1: %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>ThoughtPage</name>
    <message>
        <source>Reasoning</source>
        <translation>Reasoning</translation>
    </message>
    <message numerus="yes">
        <source>Thinking · %1 s · %n token(s)</source>
        <translation>
            <numerusform>Thinking · %1 s · %n token</numerusform>
            <numerusform>Thinking · %1 s · %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thought for %1 s · %n token(s)</source>
        <translation>
            <numerusform>Thought for %1 s · %n token</numerusform>
            <numerusform>Thought for %1 s · %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second thought(s)</source>
        <translation>
            <numerusform>%n second thought</numerusform>
            <numerusform>%n second thoughts</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer now (Ctrl+Return)</source>
        <translation>Answer now (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Outline</translation>
    </message>
    <message>
        <source>Tokens, their probabilities and experts</source>
        <translation>Tokens, their probabilities and experts</translation>
    </message>
    <message>
        <source>Back to the answer (Esc)</source>
        <translation>Back to the answer (Esc)</translation>
    </message>
    <message>
        <source>Read the reasoning alone</source>
        <translation>Read the reasoning alone</translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>Copy the reasoning</translation>
    </message>
    <message>
        <source>Hide the reasoning (Ctrl+R)</source>
        <translation>Hide the reasoning (Ctrl+R)</translation>
    </message>
    <message>
        <source>Tint by doubt</source>
        <translation>Tint by doubt</translation>
    </message>
    <message>
        <source>Experts …</source>
        <translation>Experts …</translation>
    </message>
    <message>
        <source>Steps of the reasoning</source>
        <translation>Steps of the reasoning</translation>
    </message>
    <message>
        <source>This answer was given without thinking first.</source>
        <translation>This answer was given without thinking first.</translation>
    </message>
    <message>
        <source>What the model thinks before it answers will stand here.</source>
        <translation>What the model thinks before it answers will stand here.</translation>
    </message>
    <message>
        <source>Find in the reasoning</source>
        <translation>Find in the reasoning</translation>
    </message>
    <message>
        <source>The one before (Shift+Return)</source>
        <translation>The one before (Shift+Return)</translation>
    </message>
    <message>
        <source>The next one (Return)</source>
        <translation>The next one (Return)</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>Leave (Esc)</translation>
    </message>
</context>
<context>
    <name>ThoughtStep</name>
    <message>
        <source>Answer, paragraph %1</source>
        <translation>Answer, paragraph %1</translation>
    </message>
    <message>
        <source>Step %1, second thought</source>
        <translation>Step %1, second thought</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Step %1</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>Answer %1</translation>
    </message>
    <message>
        <source>second thought</source>
        <translation>second thought</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Edit and go on from here (F2)</source>
        <translation>Edit and go on from here (F2)</translation>
    </message>
    <message>
        <source>Copy this step</source>
        <translation>Copy this step</translation>
    </message>
    <message>
        <source>Text to go on from</source>
        <translation>Text to go on from</translation>
    </message>
    <message>
        <source>The model goes on after this text, in a new branch.</source>
        <translation>The model goes on after this text, in a new branch.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Go on (Ctrl+Return)</source>
        <translation>Go on (Ctrl+Return)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Tokens of step %1</source>
        <translation>Tokens of step %1</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Reasoning</translation>
    </message>
</context>
<context>
    <name>TokenPopup</name>
    <message>
        <source>“%1” was put here, not drawn</source>
        <translation>“%1” was put here, not drawn</translation>
    </message>
    <message>
        <source>“%1” · %2 %</source>
        <translation>“%1” · %2 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Click to choose another.</source>
        <translation>Click to choose another.</translation>
    </message>
    <message>
        <source>Experts of this token …</source>
        <translation>Experts of this token …</translation>
    </message>
    <message>
        <source>“%1”, as the server sent it</source>
        <translation>“%1”, as the server sent it</translation>
    </message>
    <message>
        <source>Choose one to go on with it. ← and → go to the neighbours, with Ctrl to the next doubt.</source>
        <translation>Choose one to go on with it. ← and → go to the neighbours, with Ctrl to the next doubt.</translation>
    </message>
    <message>
        <source>“%1”, this one: %2 %</source>
        <translation>“%1”, this one: %2 %</translation>
    </message>
    <message>
        <source>Go on with “%1” instead: %2 %</source>
        <translation>Go on with “%1” instead: %2 %</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>To the end</translation>
    </message>
    <message>
        <source>The answer has ended.</source>
        <translation>The answer has ended.</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Show Mingsi</source>
        <translation>Show Mingsi</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>TreeDialog</name>
    <message>
        <source>Map of the conversation</source>
        <translation>Map of the conversation</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>You: %1</translation>
    </message>
    <message>
        <source>Compare this answer</source>
        <translation>Compare this answer</translation>
    </message>
    <message>
        <source>Enter or a click goes there. Mark two to four answers, of other conversations too, to compare them.</source>
        <translation>Enter or a click goes there. Mark two to four answers, of other conversations too, to compare them.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>level %1</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>shown now</translation>
    </message>
    <message>
        <source>marked to be compared</source>
        <translation>marked to be compared</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>What shall we think about?</source>
        <translation>What shall we think about?</translation>
    </message>
    <message>
        <source>The model runs on this machine, and its reasoning stands beside the answer. Nothing you write leaves your desk.</source>
        <translation>The model runs on this machine, and its reasoning stands beside the answer. Nothing you write leaves your desk.</translation>
    </message>
    <message>
        <source>What is 47 × 86?</source>
        <translation>What is 47 × 86?</translation>
    </message>
    <message>
        <source>Which is bigger, 9.11 or 9.9?</source>
        <translation>Which is bigger, 9.11 or 9.9?</translation>
    </message>
    <message>
        <source>How many r&apos;s are in strawberry?</source>
        <translation>How many r&apos;s are in strawberry?</translation>
    </message>
    <message>
        <source>What can you do?</source>
        <translation>What can you do?</translation>
    </message>
    <message>
        <source>The starter model is small. Get a bigger one …</source>
        <translation>The starter model is small. Get a bigger one …</translation>
    </message>
    <message>
        <source>A server answers: what you write goes to %1.</source>
        <translation>A server answers: what you write goes to %1.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::CompareViewModel</name>
    <message>
        <source>temperature %1</source>
        <translation>temperature %1</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>thinking</translation>
    </message>
    <message>
        <source>not thinking</source>
        <translation>not thinking</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>seed %1</translation>
    </message>
    <message>
        <source>local, no charge</source>
        <translation>local, no charge</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) at most stand side by side.</source>
        <translation>
            <numerusform>%n answer at most stands side by side.</numerusform>
            <numerusform>%n answers at most stand side by side.</numerusform>
        </translation>
    </message>
    <message>
        <source>This answer has no other version yet. Answer again, or compare models.</source>
        <translation>This answer has no other version yet. Answer again, or compare models.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ComposerViewModel</name>
    <message>
        <source>Pasted text %1</source>
        <translation>Pasted text %1</translation>
    </message>
    <message>
        <source>%1 can&apos;t be attached: %2. PDF, DOCX, XLSX, HTML and all files of text can be.</source>
        <translation>%1 can&apos;t be attached: %2. PDF, DOCX, XLSX, HTML and all files of text can be.</translation>
    </message>
    <message>
        <source>The documents are longer than the context: the passages that fit your question will be searched in them. Click a document to choose otherwise.</source>
        <translation>The documents are longer than the context: the passages that fit your question will be searched in them. Click a document to choose otherwise.</translation>
    </message>
    <message>
        <source>Nothing of the documents fits beside the conversation. Start a new one, take fewer documents, or choose a longer context in the settings.</source>
        <translation>Nothing of the documents fits beside the conversation. Start a new one, take fewer documents, or choose a longer context in the settings.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archived</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Pinned</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ConversationsViewModel</name>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::DesktopApplication</name>
    <message>
        <source>This session is not saved.</source>
        <translation>This session is not saved.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::DocumentViewModel</name>
    <message>
        <source>Nothing is attached to the questions above.</source>
        <translation>Nothing is attached to the questions above.</translation>
    </message>
    <message>
        <source>No document &quot;%1&quot; is attached to the questions above.</source>
        <translation>No document &quot;%1&quot; is attached to the questions above.</translation>
    </message>
    <message>
        <source>%1 has no such place.</source>
        <translation>%1 has no such place.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::DownloadViewModel</name>
    <message>
        <source>%1 h %2 min left</source>
        <translation>%1 h %2 min left</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>%1 min left</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>less than a minute left</translation>
    </message>
    <message>
        <source>The connection was cut. Trying again (%1) …</source>
        <translation>The connection was cut. Trying again (%1) …</translation>
    </message>
    <message>
        <source>%1 is here.</source>
        <translation>%1 is here.</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>size unknown</translation>
    </message>
    <message>
        <source>Looking what there is …</source>
        <translation>Looking what there is …</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Connecting …</translation>
    </message>
    <message>
        <source>Paused. What has come is kept.</source>
        <translation>Paused. What has come is kept.</translation>
    </message>
    <message>
        <source>Begun before. What has come is kept.</source>
        <translation>Begun before. What has come is kept.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 a second</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>a small reasoner for any machine</source>
        <translation>a small reasoner for any machine</translation>
    </message>
    <message>
        <source>reasons well; from 8 GB of memory</source>
        <translation>reasons well; from 8 GB of memory</translation>
    </message>
    <message>
        <source>16 billion parameters, 2.4 billion at work: quick; from 16 GB of memory</source>
        <translation>16 billion parameters, 2.4 billion at work: quick; from 16 GB of memory</translation>
    </message>
    <message>
        <source>the best reasoner for one desk; from 32 GB of memory, or a large GPU</source>
        <translation>the best reasoner for one desk; from 32 GB of memory, or a large GPU</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ExportViewModel</name>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Cancelled; nothing was written.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) written to %1.</source>
        <translation>
            <numerusform>%n conversation written to %1.</numerusform>
            <numerusform>%n conversations written to %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a file on this machine.</source>
        <translation>Choose a file on this machine.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::GlobalShortcut</name>
    <message>
        <source>Show Mingsi</source>
        <translation>Show Mingsi</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::LibraryModel</name>
    <message>
        <source>Added folder</source>
        <translation>Added folder</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 parameters</translation>
    </message>
    <message>
        <source>%1 parameters, %2 active</source>
        <translation>%1 parameters, %2 active</translation>
    </message>
    <message>
        <source>%1 tokens of context</source>
        <translation>%1 tokens of context</translation>
    </message>
    <message>
        <source>prompt format of its family</source>
        <translation>prompt format of its family</translation>
    </message>
    <message>
        <source>its own prompt format</source>
        <translation>its own prompt format</translation>
    </message>
    <message>
        <source>Not all of its files are there. Download it again: what is there is kept.</source>
        <translation>Not all of its files are there. Download it again: what is there is kept.</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>Built in</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::MachineViewModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Looking for a GPU …</source>
        <translation>Looking for a GPU …</translation>
    </message>
    <message>
        <source>This build of Mingsi computes on the processor alone: it was made without CUDA.</source>
        <translation>This build of Mingsi computes on the processor alone: it was made without CUDA.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU with a driver was found on this machine.</source>
        <translation>No NVIDIA GPU with a driver was found on this machine.</translation>
    </message>
    <message>
        <source>This GPU is too old: compute capability 7.5 is needed.</source>
        <translation>This GPU is too old: compute capability 7.5 is needed.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ModelViewModel</name>
    <message>
        <source>%1 parameters, %2 active · context %3 tokens · %4</source>
        <translation>%1 parameters, %2 active · context %3 tokens · %4</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameters</translation>
    </message>
    <message>
        <source>%1, of which %2 are active for a token</source>
        <translation>%1, of which %2 are active for a token</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Weights</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Context</translation>
    </message>
    <message>
        <source>%1 for %2 tokens</source>
        <translation>%1 for %2 tokens</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>at most %1 tokens a second, by the memory&apos;s speed</source>
        <translation>at most %1 tokens a second, by the memory&apos;s speed</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>Prompt format</translation>
    </message>
    <message>
        <source>the file&apos;s template can&apos;t be used (%1); that of its family is</source>
        <translation>the file&apos;s template can&apos;t be used (%1); that of its family is</translation>
    </message>
    <message>
        <source>Starter model</source>
        <translation>Starter model</translation>
    </message>
    <message>
        <source>A model of the server %1</source>
        <translation>A model of the server %1</translation>
    </message>
    <message>
        <source>A model of the server %1 · context %2 tokens</source>
        <translation>A model of the server %1 · context %2 tokens</translation>
    </message>
    <message>
        <source>The model computes on the processor instead. %1</source>
        <translation>The model computes on the processor instead. %1</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>processor</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Placement</translation>
    </message>
    <message>
        <source>%1, if that is chosen under Look and behaviour</source>
        <translation>%1, if that is chosen under Look and behaviour</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::Notifier</name>
    <message>
        <source>The answer failed</source>
        <translation>The answer failed</translation>
    </message>
    <message>
        <source>The answer is here</source>
        <translation>The answer is here</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Show it</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::PromptsViewModel</name>
    <message>
        <source>en</source>
        <comment>the language of the prompts that come with the program: en or zh_CN</comment>
        <translation>en</translation>
    </message>
    <message>
        <source>The prompts were written to %1.</source>
        <translation>The prompts were written to %1.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written. Choose another place.</source>
        <translation>The file %1 can&apos;t be written. Choose another place.</translation>
    </message>
    <message>
        <source>%1 holds no prompts: a JSON list of name, title and text is expected.</source>
        <translation>%1 holds no prompts: a JSON list of name, title and text is expected.</translation>
    </message>
    <message>
        <source>There is a prompt /%1 already: choose another name.</source>
        <translation>There is a prompt /%1 already: choose another name.</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s) came in from %1.</source>
        <translation>
            <numerusform>%n prompt came in from %1.</numerusform>
            <numerusform>%n prompts came in from %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mingsi::ui::SearchViewModel</name>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Reasoning</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ServersViewModel</name>
    <message>
        <source>The server has no models.</source>
        <translation>The server has no models.</translation>
    </message>
    <message>
        <source>The connection to %1 is not encrypted: whoever is between can read along.</source>
        <translation>The connection to %1 is not encrypted: whoever is between can read along.</translation>
    </message>
    <message>
        <source>The key can&apos;t be stored in %1: it is forgotten at the end.</source>
        <translation>The key can&apos;t be stored in %1: it is forgotten at the end.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ThoughtViewModel</name>
    <message>
        <source>You asked for the answer here.</source>
        <translation>You asked for the answer here.</translation>
    </message>
    <message>
        <source>The thinking budget was used up here.</source>
        <translation>The thinking budget was used up here.</translation>
    </message>
    <message>
        <source>The thought went round in circles and was ended here.</source>
        <translation>The thought went round in circles and was ended here.</translation>
    </message>
    <message>
        <source>Another model is open: tokens of %1 mean nothing to it. Open that model, or edit the text.</source>
        <translation>Another model is open: tokens of %1 mean nothing to it. Open that model, or edit the text.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>not found</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::TranscriptModel</name>
    <message>
        <source>The context is full: the answer ends here. Start a new conversation to go on.</source>
        <translation>The context is full: the answer ends here. Start a new conversation to go on.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Stopped.</translation>
    </message>
    <message>
        <source>Interrupted: Mingsi ended while this answer was written.</source>
        <translation>Interrupted: Mingsi ended while this answer was written.</translation>
    </message>
    <message>
        <source>Stopped: the answer went round in circles.</source>
        <translation>Stopped: the answer went round in circles.</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::TreeViewModel</name>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>The same text came again, to the last character.</source>
        <translation>The same text came again, to the last character.</translation>
    </message>
    <message>
        <source>Another text came: the thought parts at character %1.</source>
        <translation>Another text came: the thought parts at character %1.</translation>
    </message>
    <message>
        <source>Another text came: the answer parts at character %1.</source>
        <translation>Another text came: the answer parts at character %1.</translation>
    </message>
    <message>
        <source>What has changed since:</source>
        <translation>What has changed since:</translation>
    </message>
    <message>
        <source>Model, template, engine and device are the same; a text that was stopped or edited, or other earlier messages, explain it.</source>
        <translation>Model, template, engine and device are the same; a text that was stopped or edited, or other earlier messages, explain it.</translation>
    </message>
</context>
</TS>
