<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AnswerMessage</name>
    <message>
        <source>Answer: %1</source>
        <translation>Answer: %1</translation>
    </message>
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
        <source>On the GPU</source>
        <translation>On the GPU</translation>
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
        <source>Usage: mingsi-cli COMMAND [OPTIONS]

  chat        ask a model, or talk with it on the terminal
  inspect     describe a model and whether it fits this machine
  tokenize    print the token ids of a text
  detokenize  print the text of token ids
  logits      write a model&apos;s logits as a NumPy file
  perplexity  measure how well a model foretells a text
  quantize    write a model with weights of another type
  synthesize  write a random model in the shapes of a published one

mingsi-cli COMMAND --help lists the options of a command.
</source>
        <translation>Usage: mingsi-cli COMMAND [OPTIONS]

  chat        ask a model, or talk with it on the terminal
  inspect     describe a model and whether it fits this machine
  tokenize    print the token ids of a text
  detokenize  print the text of token ids
  logits      write a model&apos;s logits as a NumPy file
  perplexity  measure how well a model foretells a text
  quantize    write a model with weights of another type
  synthesize  write a random model in the shapes of a published one

mingsi-cli COMMAND --help lists the options of a command.
</translation>
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
        <source>Enter sends · Shift+Enter new line · Esc stops</source>
        <translation>Enter sends · Shift+Enter new line · Esc stops</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>Think first</translation>
    </message>
    <message>
        <source>Whether the model reasons before it answers (Ctrl+T)</source>
        <translation>Whether the model reasons before it answers (Ctrl+T)</translation>
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
        <source>The device that was asked for is not available. Use the processor (--device cpu).</source>
        <translation>The device that was asked for is not available. Use the processor (--device cpu).</translation>
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
        <source>Starter model</source>
        <translation>Starter model</translation>
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
        <source>Open a model folder …</source>
        <translation>Open a model folder …</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder</source>
        <translation>Open a Hugging Face folder</translation>
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
    <message>
        <source>would fit the GPU whole; this version computes on the processor</source>
        <translation>would fit the GPU whole; this version computes on the processor</translation>
    </message>
    <message>
        <source>would fit the GPU but for its experts; this version computes on the processor</source>
        <translation>would fit the GPU but for its experts; this version computes on the processor</translation>
    </message>
    <message>
        <source>too large for the GPU</source>
        <translation>too large for the GPU</translation>
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
    <name>QuestionMessage</name>
    <message>
        <source>You: %1</source>
        <translation>You: %1</translation>
    </message>
    <message>
        <source>Copy the question</source>
        <translation>Copy the question</translation>
    </message>
</context>
<context>
    <name>ReasoningPanel</name>
    <message>
        <source>Hide the reasoning</source>
        <translation>Hide the reasoning</translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation>Show the reasoning</translation>
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
    <message>
        <source>Copy the reasoning</source>
        <translation>Copy the reasoning</translation>
    </message>
    <message>
        <source>Reasoning: %1</source>
        <translation>Reasoning: %1</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
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
        <source>Language of the system</source>
        <translation>Language of the system</translation>
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
        <source>Settings</source>
        <translation>Settings</translation>
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
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>“%1” was deleted.</source>
        <translation>“%1” was deleted.</translation>
    </message>
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
</context>
<context>
    <name>mingsi::ui::ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
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
        <source>GPU</source>
        <translation>GPU</translation>
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
</context>
</TS>
