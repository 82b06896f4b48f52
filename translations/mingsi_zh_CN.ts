<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AnswerMessage</name>
    <message>
        <source>Answer: %1</source>
        <translation>回答：%1</translation>
    </message>
    <message>
        <source>Thinking …</source>
        <translation>思考中……</translation>
    </message>
    <message>
        <source>Reading the question … %1 %</source>
        <translation>正在读题…… %1 %</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>等待中……</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n token(s)</source>
        <translation>
            <numerusform>%1 · %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>--%1 expects a number from %2 to %3.</source>
        <translation>--%1 需要 %2 到 %3 之间的数。</translation>
    </message>
    <message>
        <source>--%1 expects a whole number from %2 to %3.</source>
        <translation>--%1 需要 %2 到 %3 之间的整数。</translation>
    </message>
    <message>
        <source>--%1 expects auto, cpu or cuda.</source>
        <translation>--%1 需要 auto、cpu 或 cuda。</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>%1. Empty line or Ctrl+D ends, Ctrl+C stops an answer.</source>
        <translation>%1。空行或 Ctrl+D 结束，Ctrl+C 停止回答。</translation>
    </message>
    <message>
        <source>Asks a model one question, or talks with it on the terminal.</source>
        <translation>向模型提一个问题，或在终端里与它对话。</translation>
    </message>
    <message>
        <source>One question; without it a conversation begins.</source>
        <translation>一个问题；不给出则开始对话。</translation>
    </message>
    <message>
        <source>System prompt.</source>
        <translation>系统提示。</translation>
    </message>
    <message>
        <source>Seed; the same one gives the same text.</source>
        <translation>随机种子；相同的种子得到相同的文字。</translation>
    </message>
    <message>
        <source>0 always takes the most likely token (default 0.6).</source>
        <translation>0 表示总取最可能的词元（默认 0.6）。</translation>
    </message>
    <message>
        <source>Nucleus sampling (default 0.95).</source>
        <translation>核采样（默认 0.95）。</translation>
    </message>
    <message>
        <source>Most tokens to generate.</source>
        <translation>最多生成的词元数。</translation>
    </message>
    <message>
        <source>auto, cpu or cuda.</source>
        <translation>auto、cpu 或 cuda。</translation>
    </message>
    <message>
        <source>Print one JSON object.</source>
        <translation>输出一个 JSON 对象。</translation>
    </message>
    <message>
        <source>Folder of Mingsi&apos;s data.</source>
        <translation>明思的数据文件夹。</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>多余的参数：%1</translation>
    </message>
    <message>
        <source>--json needs --prompt.</source>
        <translation>--json 需要 --prompt。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1 in all, %2 active for a token</source>
        <translation>共 %1，每个词元激活 %2</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>%1, of them %2 dense; %3 for multi-token prediction</source>
        <translation>%1 层，其中稠密 %2 层；另有多词元预测 %3 层</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>%1 routed, %2 used for a token, %3 shared; %4 gating</source>
        <translation>路由 %1 个，每个词元用 %2 个，共享 %3 个；%4 门控</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>%1 heads, latent %2 + rope %3 cached a token a layer</source>
        <translation>%1 个头，每词元每层缓存潜向量 %2 + 旋转 %3</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 词元</translation>
    </message>
    <message>
        <source>Read for a decoded token</source>
        <translation>每解码一个词元读取</translation>
    </message>
    <message>
        <source>Key-value cache for a token</source>
        <translation>每词元键值缓存</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>%1: %2 tensors, %3</source>
        <translation>%1：%2 个张量，%3</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>%1, %2 entries</source>
        <translation>%1，%2 项</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>提示格式</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适配</translation>
    </message>
    <message>
        <source>inspect expects one file.</source>
        <translation>inspect 需要一个文件。</translation>
    </message>
    <message>
        <source>a command is missing.</source>
        <translation>缺少命令。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a command.</source>
        <translation>“%1”不是命令。</translation>
    </message>
    <message>
        <source>--%1 expects auto, on or off.</source>
        <translation>--%1 需要 auto、on 或 off。</translation>
    </message>
    <message>
        <source>Tokens of context (default 16384).</source>
        <translation>上下文词元数（默认 16384）。</translation>
    </message>
    <message>
        <source>auto, on or off: whether it thinks before it answers.</source>
        <translation>auto、on 或 off：回答前是否先思考。</translation>
    </message>
    <message>
        <source>--type expects one of %1.</source>
        <translation>--type 需要以下之一：%1。</translation>
    </message>
    <message>
        <source>Writes a model as a GGUF file with weights of another type.</source>
        <translation>把模型写成另一种权重类型的 GGUF 文件。</translation>
    </message>
    <message>
        <source>GGUF file or Hugging Face folder.</source>
        <translation>GGUF 文件或 Hugging Face 文件夹。</translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>Type of the weights, such as Q4_K or Q8_0.</source>
        <translation>权重类型，如 Q4_K 或 Q8_0。</translation>
    </message>
    <message>
        <source>quantize expects two files.</source>
        <translation>quantize 需要两个文件。</translation>
    </message>
    <message>
        <source>Writes a GGUF file with random weights in the shapes of a published model, for measurements.</source>
        <translation>按已发布模型的形状写出随机权重的 GGUF 文件，用于测量。</translation>
    </message>
    <message>
        <source>One of %1.</source>
        <translation>以下之一：%1。</translation>
    </message>
    <message>
        <source>Fewer layers than the model has.</source>
        <translation>比原模型更少的层数。</translation>
    </message>
    <message>
        <source>Seed; the same one gives the same file.</source>
        <translation>随机种子；相同的种子得到相同的文件。</translation>
    </message>
    <message>
        <source>--like and --out are expected.</source>
        <translation>需要 --like 和 --out。</translation>
    </message>
    <message>
        <source>%1 heads of %2, keys and values of %3 cached</source>
        <translation>%1 个头，每头 %2 维，缓存 %3 个头的键和值</translation>
    </message>
    <message>
        <source>The file&apos;s template is not used</source>
        <translation>未使用文件自带的模板</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>weights %1, cache of %2 tokens %3, scratch %4</source>
        <translation>权重 %1，%2 词元的缓存 %3，工作区 %4</translation>
    </message>
    <message>
        <source>On the GPU</source>
        <translation>在 GPU 上</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>at most %1 tokens a second in decoding, at the measured %2 GB/s</source>
        <translation>按实测 %2 GB/s，解码最多每秒 %1 个词元</translation>
    </message>
    <message>
        <source>Describes a model and whether it fits this machine.</source>
        <translation>描述模型，以及它是否适合本机。</translation>
    </message>
    <message>
        <source>GGUF file, Hugging Face folder, or &quot;starter&quot;.</source>
        <translation>GGUF 文件、Hugging Face 文件夹，或 &quot;starter&quot;。</translation>
    </message>
    <message>
        <source>Tokens of context to plan for (default 16384).</source>
        <translation>按多少词元的上下文估算（默认 16384）。</translation>
    </message>
    <message>
        <source>Writes the logits of every position as a NumPy file, float32 [tokens, vocabulary].</source>
        <translation>把每个位置的 logits 写成 NumPy 文件，float32 [词元, 词表]。</translation>
    </message>
    <message>
        <source>Token ids with commas between.</source>
        <translation>用逗号分隔的词元编号。</translation>
    </message>
    <message>
        <source>--ids and --out are expected.</source>
        <translation>需要 --ids 和 --out。</translation>
    </message>
    <message>
        <source>Measures how well a model foretells a text. The text is cut into windows; in each, the second half is judged.</source>
        <translation>衡量模型预测文本的能力。文本被切成窗口，每个窗口评判后半部分。</translation>
    </message>
    <message>
        <source>The text.</source>
        <translation>文本。</translation>
    </message>
    <message>
        <source>A file with the text.</source>
        <translation>含有文本的文件。</translation>
    </message>
    <message>
        <source>Tokens in a window (default 512).</source>
        <translation>每个窗口的词元数（默认 512）。</translation>
    </message>
    <message>
        <source>The text is too short.</source>
        <translation>文本太短。</translation>
    </message>
    <message>
        <source>Perplexity %1 over %2 tokens in %3 windows of %4.</source>
        <translation>困惑度 %1，共 %2 个词元，%3 个窗口，每个 %4 词元。</translation>
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
        <translation>用法：mingsi-cli 命令 [选项]

  chat        向模型提问，或在终端里与它对话
  inspect     描述模型，以及它是否适合本机
  tokenize    输出文本的词元编号
  detokenize  输出词元编号对应的文本
  logits      把模型的 logits 写成 NumPy 文件
  perplexity  衡量模型预测文本的能力
  quantize    用另一种权重类型写出模型
  synthesize  按已发布模型的形状写出随机模型

mingsi-cli 命令 --help 列出该命令的选项。
</translation>
    </message>
    <message>
        <source>GGUF file, Hugging Face folder, or &quot;starter&quot; (default: the one chosen last).</source>
        <translation>GGUF 文件、Hugging Face 文件夹，或 &quot;starter&quot;（默认：上次选择的）。</translation>
    </message>
    <message>
        <source>Either --text or --file is expected.</source>
        <translation>需要 --text 或 --file 其中之一。</translation>
    </message>
    <message>
        <source>--%1 expects token ids with commas between.</source>
        <translation>--%1 需要用逗号分隔的词元编号。</translation>
    </message>
    <message>
        <source>Prints the token ids of a text.</source>
        <translation>输出文本的词元编号。</translation>
    </message>
    <message>
        <source>Special tokens spelt in the text become their ids.</source>
        <translation>文本中拼出的特殊词元转换为其编号。</translation>
    </message>
    <message>
        <source>Texts end at NUL bytes; each gets a line of its own.</source>
        <translation>文本以 NUL 字节结尾，每段输出一行。</translation>
    </message>
    <message>
        <source>Print JSON: the ids under &quot;ids&quot;.</source>
        <translation>输出 JSON：编号在 &quot;ids&quot; 下。</translation>
    </message>
    <message>
        <source>Prints the text of token ids.</source>
        <translation>输出词元编号对应的文本。</translation>
    </message>
    <message>
        <source>Print JSON: the text under &quot;text&quot;.</source>
        <translation>输出 JSON：文本在 &quot;text&quot; 下。</translation>
    </message>
    <message>
        <source>The token id %1 lies outside the vocabulary.</source>
        <translation>词元编号 %1 超出词表。</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask something …</source>
        <translation>问点什么……</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>你的问题</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止 (Esc)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>发送 (Enter)</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line · Esc stops</source>
        <translation>Enter 发送 · Shift+Enter 换行 · Esc 停止</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>先思考</translation>
    </message>
    <message>
        <source>Whether the model reasons before it answers (Ctrl+T)</source>
        <translation>模型回答前是否先推理 (Ctrl+T)</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>%1 / %2 tokens</source>
        <translation>%1 / %2 词元</translation>
    </message>
    <message>
        <source>Context used: %1</source>
        <translation>已用上下文：%1</translation>
    </message>
</context>
<context>
    <name>ConversationRow</name>
    <message>
        <source>Title of the conversation</source>
        <translation>对话标题</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>重命名 (F2)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>删除 (Del)</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>The file %1 does not exist. Choose the file again.</source>
        <translation>文件 %1 不存在。请重新选择文件。</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read. Check its permissions and that its disk is there.</source>
        <translation>无法读取文件 %1。请检查它的权限，以及磁盘是否在位。</translation>
    </message>
    <message>
        <source>The file %1 is empty. Download it again.</source>
        <translation>文件 %1 是空的。请重新下载。</translation>
    </message>
    <message>
        <source>%1 is a web page, not a model: the download failed. Download the file again.</source>
        <translation>%1 是网页而不是模型：下载失败了。请重新下载。</translation>
    </message>
    <message>
        <source>The model file %1 is incomplete. Download it again.</source>
        <translation>模型文件 %1 不完整。请重新下载。</translation>
    </message>
    <message>
        <source>The model file %1 is damaged. Download it again.</source>
        <translation>模型文件 %1 已损坏。请重新下载。</translation>
    </message>
    <message>
        <source>A part of the model is missing from %1. Get a complete file.</source>
        <translation>%1 缺少模型的一部分。请使用完整的文件。</translation>
    </message>
    <message>
        <source>A part of the model in %1 has the wrong shape. Get another copy of the file.</source>
        <translation>%1 中模型的一部分形状不对。请换一份文件。</translation>
    </message>
    <message>
        <source>The description of the model in %1 is wrong. Get another copy of the file.</source>
        <translation>%1 中对模型的描述有误。请换一份文件。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller model.</source>
        <translation>内存不足。请关闭其他程序，或选择更小的模型。</translation>
    </message>
    <message>
        <source>The conversation is longer than the model&apos;s context. Start a new conversation, or ask less at once.</source>
        <translation>对话超出了模型的上下文。请开始新对话，或缩短一次提问。</translation>
    </message>
    <message>
        <source>The device that was asked for is not available. Use the processor (--device cpu).</source>
        <translation>所要求的设备不可用。请使用处理器 (--device cpu)。</translation>
    </message>
    <message>
        <source>The model computed values that are not numbers: its weights are damaged. Download the file again.</source>
        <translation>模型算出了非数值：它的权重已损坏。请重新下载。</translation>
    </message>
    <message>
        <source>A value is out of range. Correct it and try again.</source>
        <translation>有数值超出范围。请更正后重试。</translation>
    </message>
    <message>
        <source>The conversations in %1 can&apos;t be opened. Check that the folder exists, or choose another one with --data-dir.</source>
        <translation>无法打开 %1 中的对话。请检查文件夹是否存在，或用 --data-dir 另选一个。</translation>
    </message>
    <message>
        <source>The database %1 is damaged. It was left as it is; put a backup from the same folder in its place.</source>
        <translation>数据库 %1 已损坏，已原样保留。请用同一文件夹中的备份替换它。</translation>
    </message>
    <message>
        <source>The database %1 was written by a later version of Mingsi. It was left as it is; update Mingsi to open it.</source>
        <translation>数据库 %1 由更新版本的明思写成，已原样保留。请更新明思后再打开。</translation>
    </message>
    <message>
        <source>The folder of %1 can&apos;t be written. Change its permissions, or choose another folder with --data-dir.</source>
        <translation>无法写入 %1 所在的文件夹。请更改权限，或用 --data-dir 选择其他文件夹。</translation>
    </message>
    <message>
        <source>There is no space left for %1. Free some space; what is shown is kept until then.</source>
        <translation>磁盘空间不足，无法保存 %1。请腾出空间；在此之前，显示的内容会保留。</translation>
    </message>
    <message>
        <source>Another program holds the database %1. Close it and start Mingsi again.</source>
        <translation>另一个程序占用着数据库 %1。请关闭它，再重新启动明思。</translation>
    </message>
    <message>
        <source>No model is open. Open one with the model button at the top.</source>
        <translation>没有打开的模型。请用顶部的模型按钮打开一个。</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>出现了不该出现的错误。</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>该文件</translation>
    </message>
    <message>
        <source>%1 (Details: %2)</source>
        <translation>%1（详情：%2）</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written. Check the folder&apos;s permissions and the space left on its disk.</source>
        <translation>无法写入文件 %1。请检查文件夹的权限和磁盘剩余空间。</translation>
    </message>
    <message>
        <source>%1 is not a model file. Choose a GGUF file or a Hugging Face folder.</source>
        <translation>%1 不是模型文件。请选择 GGUF 文件或 Hugging Face 文件夹。</translation>
    </message>
    <message>
        <source>The format version of %1 is not supported. Get a GGUF file of version 2 or 3, little-endian.</source>
        <translation>不支持 %1 的格式版本。请使用小端序的 GGUF 第 2 或第 3 版文件。</translation>
    </message>
    <message>
        <source>The model in %1 has an architecture that Mingsi does not know. Choose a DeepSeek, Llama or Qwen model.</source>
        <translation>明思不认识 %1 中模型的架构。请选择 DeepSeek、Llama 或 Qwen 模型。</translation>
    </message>
    <message>
        <source>The weights in %1 have a type that Mingsi does not compute with. Choose another quantization of the model, such as Q4_K or Q8_0.</source>
        <translation>明思不能计算 %1 中的权重类型。请选择该模型的其他量化，如 Q4_K 或 Q8_0。</translation>
    </message>
    <message>
        <source>The tokenizer of %1 is not supported. Choose another copy of the model, such as a GGUF file.</source>
        <translation>不支持 %1 的分词器。请换一份模型，例如 GGUF 文件。</translation>
    </message>
    <message>
        <source>The chat template of %1 refuses this conversation. Leave out the system prompt, or start a new conversation.</source>
        <translation>%1 的对话模板拒绝了这段对话。请去掉系统提示，或开始新对话。</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Conversations (Ctrl+B)</source>
        <translation>对话列表 (Ctrl+B)</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>正在打开 %1 ……</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Open a model file … (Ctrl+O)</source>
        <translation>打开模型文件…… (Ctrl+O)</translation>
    </message>
    <message>
        <source>Starter model</source>
        <translation>入门模型</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>模型 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a model folder …</source>
        <translation>打开模型文件夹……</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder</source>
        <translation>打开 Hugging Face 文件夹</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open this link in the browser?</source>
        <translation>在浏览器中打开此链接？</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Mingsi is already running with the data folder %1; its window was brought to the front.</source>
        <translation>明思已在使用数据文件夹 %1 运行；已将它的窗口移到最前。</translation>
    </message>
    <message>
        <source>Another Mingsi holds the data folder %1 but does not answer. End it, or choose another folder with --data-dir.</source>
        <translation>另一个明思占用着数据文件夹 %1，但没有响应。请结束它，或用 --data-dir 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Chat with DeepSeek-family models on your own machine, and see how they think.</source>
        <translation>在自己的电脑上与 DeepSeek 系列模型对话，看见它们如何思考。</translation>
    </message>
    <message>
        <source>Folder of conversations and settings.</source>
        <translation>存放对话和设置的文件夹。</translation>
    </message>
    <message>
        <source>Model to open: a GGUF file, a Hugging Face folder, or &quot;starter&quot;.</source>
        <translation>要打开的模型：GGUF 文件、Hugging Face 文件夹，或 &quot;starter&quot;。</translation>
    </message>
    <message>
        <source>Model to open.</source>
        <translation>要打开的模型。</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Open this model?</source>
        <translation>打开这个模型？</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ModelFit</name>
    <message>
        <source>fits: %1 needed, %2 of memory available</source>
        <translation>放得下：需要 %1，可用内存 %2</translation>
    </message>
    <message>
        <source>tight: %1 needed, only %2 available now; close other programs</source>
        <translation>勉强：需要 %1，目前可用仅 %2；请关闭其他程序</translation>
    </message>
    <message>
        <source>does not fit: %1 needed, the machine has %2; it runs slowly, reading from the disk</source>
        <translation>放不下：需要 %1，本机共有 %2；将从磁盘读取，运行缓慢</translation>
    </message>
    <message>
        <source>would fit the GPU whole; this version computes on the processor</source>
        <translation>可以整个放进 GPU；此版本用处理器计算</translation>
    </message>
    <message>
        <source>would fit the GPU but for its experts; this version computes on the processor</source>
        <translation>除专家外可以放进 GPU；此版本用处理器计算</translation>
    </message>
    <message>
        <source>too large for the GPU</source>
        <translation>对 GPU 来说太大</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>QuestionMessage</name>
    <message>
        <source>You: %1</source>
        <translation>你：%1</translation>
    </message>
    <message>
        <source>Copy the question</source>
        <translation>复制问题</translation>
    </message>
</context>
<context>
    <name>ReasoningPanel</name>
    <message>
        <source>Hide the reasoning</source>
        <translation>收起推理</translation>
    </message>
    <message>
        <source>Show the reasoning</source>
        <translation>展开推理</translation>
    </message>
    <message numerus="yes">
        <source>Thinking · %1 s · %n token(s)</source>
        <translation>
            <numerusform>思考中 · %1 秒 · %n 个词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thought for %1 s · %n token(s)</source>
        <translation>
            <numerusform>思考了 %1 秒 · %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>复制推理</translation>
    </message>
    <message>
        <source>Reasoning: %1</source>
        <translation>推理：%1</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>Appearance as the system</source>
        <translation>外观跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>语言跟随系统</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>新对话 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Your conversations will stand here.</source>
        <translation>你的对话会列在这里。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到末尾</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>“%1” was deleted.</source>
        <translation>“%1”已删除。</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销 (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>What shall we think about?</source>
        <translation>一起想点什么？</translation>
    </message>
    <message>
        <source>The model runs on this machine, and its reasoning stands beside the answer. Nothing you write leaves your desk.</source>
        <translation>模型就在这台电脑上运行，推理显示在回答旁边。你写的内容不会离开你的电脑。</translation>
    </message>
    <message>
        <source>What is 47 × 86?</source>
        <translation>47 × 86 等于多少？</translation>
    </message>
    <message>
        <source>Which is bigger, 9.11 or 9.9?</source>
        <translation>9.11和9.9哪个大？</translation>
    </message>
    <message>
        <source>How many r&apos;s are in strawberry?</source>
        <translation>strawberry里有几个字母r？</translation>
    </message>
    <message>
        <source>What can you do?</source>
        <translation>你会什么？</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ConversationsViewModel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::DesktopApplication</name>
    <message>
        <source>This session is not saved.</source>
        <translation>本次会话不会保存。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ModelViewModel</name>
    <message>
        <source>%1 parameters, %2 active · context %3 tokens · %4</source>
        <translation>参数 %1，激活 %2 · 上下文 %3 词元 · %4</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1, of which %2 are active for a token</source>
        <translation>%1，每个词元激活 %2</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>%1 for %2 tokens</source>
        <translation>%1，容纳 %2 词元</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>at most %1 tokens a second, by the memory&apos;s speed</source>
        <translation>按内存速度，最多每秒 %1 个词元</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>提示格式</translation>
    </message>
    <message>
        <source>the file&apos;s template can&apos;t be used (%1); that of its family is</source>
        <translation>无法使用文件自带的模板（%1），改用其系列的模板</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::TranscriptModel</name>
    <message>
        <source>The context is full: the answer ends here. Start a new conversation to go on.</source>
        <translation>上下文已满，回答到此为止。请开始新对话继续。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Interrupted: Mingsi ended while this answer was written.</source>
        <translation>已中断：写这条回答时明思被结束了。</translation>
    </message>
</context>
</TS>
