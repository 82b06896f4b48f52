<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>所有命令</translation>
    </message>
    <message>
        <source>Rename the conversation</source>
        <translation>重命名对话</translation>
    </message>
    <message>
        <source>Tags of the conversation</source>
        <translation>对话的标签</translation>
    </message>
    <message>
        <source>Pin or unpin the conversation</source>
        <translation>置顶或取消置顶对话</translation>
    </message>
    <message>
        <source>Archive the conversation, or bring it back</source>
        <translation>归档对话，或恢复</translation>
    </message>
    <message>
        <source>Map of the conversation</source>
        <translation>对话地图</translation>
    </message>
    <message>
        <source>New conversation from this branch</source>
        <translation>由此分支新建对话</translation>
    </message>
    <message>
        <source>Delete the conversation</source>
        <translation>删除对话</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>上一个对话</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>下一个对话</translation>
    </message>
    <message>
        <source>Show archived conversations</source>
        <translation>显示已归档的对话</translation>
    </message>
    <message>
        <source>Ask the last question otherwise</source>
        <translation>换个问法重问上一个问题</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Answer now: end the thought</source>
        <translation>立即回答：结束思考</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>先思考</translation>
    </message>
    <message>
        <source>Compare models or settings …</source>
        <translation>比较模型或设置…</translation>
    </message>
    <message>
        <source>Lay the versions of the answer side by side</source>
        <translation>并排显示回答的各个版本</translation>
    </message>
    <message>
        <source>Earlier version of the answer</source>
        <translation>回答的上一版本</translation>
    </message>
    <message>
        <source>Later version of the answer</source>
        <translation>回答的下一版本</translation>
    </message>
    <message>
        <source>Replay: does the same answer come?</source>
        <translation>重放：会得到同样的回答吗？</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>复制推理过程</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理过程</translation>
    </message>
    <message>
        <source>Read the reasoning alone</source>
        <translation>单独阅读推理过程</translation>
    </message>
    <message>
        <source>Outline of the reasoning</source>
        <translation>推理大纲</translation>
    </message>
    <message>
        <source>Tokens and their probabilities</source>
        <translation>词元及其概率</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Text of the usual size</source>
        <translation>文字恢复默认大小</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Models on this machine …</source>
        <translation>本机上的模型…</translation>
    </message>
    <message>
        <source>Download a model …</source>
        <translation>下载模型…</translation>
    </message>
    <message>
        <source>Open a model file …</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Open a model folder …</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Use the starter model</source>
        <translation>使用入门模型</translation>
    </message>
    <message>
        <source>Parameters of the answers …</source>
        <translation>回答的参数…</translation>
    </message>
    <message>
        <source>Look and behaviour …</source>
        <translation>外观与行为…</translation>
    </message>
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
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>English language</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Simplified Chinese language</source>
        <translation>简体中文语言</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Copy reasoning and answer</source>
        <translation>复制思考与回答</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>删除此分支</translation>
    </message>
    <message>
        <source>Tint by doubt</source>
        <translation>按不确定程度着色</translation>
    </message>
    <message>
        <source>Experts at work</source>
        <translation>工作中的专家</translation>
    </message>
    <message>
        <source>Differences of compared answers</source>
        <translation>所比较回答的差异</translation>
    </message>
    <message>
        <source>Models of a server …</source>
        <translation>服务器上的模型…</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Put the conversation into a folder</source>
        <translation>把对话放入文件夹</translation>
    </message>
    <message>
        <source>Vote for column %1</source>
        <translation>为第 %1 栏投票</translation>
    </message>
    <message>
        <source>Go to the reasoning&apos;s steps, or back to the question</source>
        <translation>转到思考的步骤，或回到问题</translation>
    </message>
    <message>
        <source>Attach documents …</source>
        <translation>添加文档…</translation>
    </message>
    <message>
        <source>Prompts …</source>
        <translation>提示词…</translation>
    </message>
    <message>
        <source>Find in the reasoning</source>
        <translation>在思考中查找</translation>
    </message>
    <message>
        <source>Select text with the keyboard</source>
        <translation>用键盘选择文字</translation>
    </message>
    <message>
        <source>Vote for none of the columns</source>
        <translation>各栏都不选</translation>
    </message>
    <message>
        <source>Go on with column %1</source>
        <translation>从第 %1 栏继续</translation>
    </message>
    <message>
        <source>Earlier version of the last question</source>
        <translation>上一个问题的前一版本</translation>
    </message>
    <message>
        <source>Later version of the last question</source>
        <translation>上一个问题的后一版本</translation>
    </message>
    <message>
        <source>Mark the answer for a comparison</source>
        <translation>标记此回答以供对比</translation>
    </message>
    <message>
        <source>Lay the marked answers side by side</source>
        <translation>并排查看已标记的回答</translation>
    </message>
    <message>
        <source>Widen the reasoning</source>
        <translation>加宽思考过程</translation>
    </message>
    <message>
        <source>Narrow the reasoning</source>
        <translation>收窄思考过程</translation>
    </message>
</context>
<context>
    <name>AnswerMessage</name>
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
    <message>
        <source>Thinking · %1 s</source>
        <translation>思考中 · %1 秒</translation>
    </message>
    <message numerus="yes">
        <source>Thought for %1 s · %n token(s)</source>
        <translation>
            <numerusform>思考了 %1 秒 · %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the reasoning: %1</source>
        <translation>显示推理过程：%1</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>复制推理过程</translation>
    </message>
    <message>
        <source>Copy reasoning and answer</source>
        <translation>复制推理过程和回答</translation>
    </message>
    <message>
        <source>Compare …</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>New conversation from here</source>
        <translation>由此处新建对话</translation>
    </message>
    <message>
        <source>Replay: is it the same?</source>
        <translation>重放：结果相同吗？</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>删除此分支</translation>
    </message>
    <message>
        <source>Mark for a comparison</source>
        <translation>标记以供对比</translation>
    </message>
    <message>
        <source>Marked for a comparison: take the mark away</source>
        <translation>已标记供对比：清除标记</translation>
    </message>
    <message>
        <source>Export this message …</source>
        <translation>导出这条消息…</translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>AppMenu</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
</context>
<context>
    <name>AttachmentCard</name>
    <message>
        <source>Attached: %1, %2</source>
        <translation>附件：%1，%2</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>AttachmentCards</name>
    <message>
        <source>best passages</source>
        <translation>最相关段落</translation>
    </message>
    <message>
        <source>parts %1</source>
        <translation>部分 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceBox</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Don&apos;t wrap lines</source>
        <translation>不自动换行</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>代码：%1</translation>
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
    <message>
        <source>Measures how fast a model reads a prompt and writes an answer; gives the medians of several runs.</source>
        <translation>测量模型读取提示和写出回答的速度；给出多次运行的中位数。</translation>
    </message>
    <message>
        <source>Length of the prompt (default 512).</source>
        <translation>提示的长度（默认 512）。</translation>
    </message>
    <message>
        <source>Length of the answer (default 128).</source>
        <translation>回答的长度（默认 128）。</translation>
    </message>
    <message>
        <source>Threads (default: all that may be used).</source>
        <translation>线程数（默认：所有可用的）。</translation>
    </message>
    <message>
        <source>Number of runs (default 3).</source>
        <translation>运行次数（默认 3）。</translation>
    </message>
    <message>
        <source>The model&apos;s context holds %1 tokens.</source>
        <translation>该模型的上下文可容纳 %1 个词元。</translation>
    </message>
    <message>
        <source>Prefill: %1 tokens/s (%2 tokens)
Decoding: %3 tokens/s (%4 tokens), %5 % of what the memory allows
Memory: %6 GB/s, %7 MiB at most, %8 MB read for a token
Device: %9
</source>
        <translation>预填充：%1 词元/秒（%2 个词元）
解码：%3 词元/秒（%4 个词元），为内存速度上限的 %5 %
内存：%6 GB/s，最多占用 %7 MiB，每个词元读取 %8 MB
设备：%9
</translation>
    </message>
    <message>
        <source>--content is all, answers or reasoning.</source>
        <translation>--content 为 all、answers 或 reasoning。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 个对话写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder of conversations and settings.</source>
        <translation>对话和设置所在的文件夹。</translation>
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
        <translation>用法：mingsi-cli 命令 [选项]

  chat        向模型提问，或在终端里与它对话
  inspect     描述模型，以及它是否适合本机
  tokenize    输出文本的词元编号
  detokenize  输出词元编号对应的文本
  logits      把模型的 logits 写成 NumPy 文件
  perplexity  衡量模型预测文本的能力
  bench       测量模型读写的速度
  quantize    用另一种权重类型写出模型
  synthesize  按已发布模型的形状写出随机模型
  list        列出对话
  search      在对话中查找文本
  export      把对话写入文件
  import      导入其他程序的对话

mingsi-cli 命令 --help 列出该命令的选项。
</translation>
    </message>
    <message>
        <source>--paper is a4 or letter.</source>
        <translation>--paper 为 a4 或 letter。</translation>
    </message>
    <message>
        <source>There is no folder &quot;%1&quot;.</source>
        <translation>没有名为“%1”的文件夹。</translation>
    </message>
    <message>
        <source>There is no message %1.</source>
        <translation>没有消息 %1。</translation>
    </message>
    <message>
        <source>Lists the conversations, the one used last first.</source>
        <translation>列出对话，最近使用的在前。</translation>
    </message>
    <message>
        <source>Print one JSON object a line.</source>
        <translation>每行输出一个 JSON 对象。</translation>
    </message>
    <message>
        <source>Finds a text in titles, questions, answers and reasoning.</source>
        <translation>在标题、提问、回答和思考过程中查找文字。</translation>
    </message>
    <message>
        <source>everywhere, questions, answers or reasoning.</source>
        <translation>everywhere（各处）、questions（提问）、answers（回答）或 reasoning（思考过程）。</translation>
    </message>
    <message>
        <source>Most places to print (default 100).</source>
        <translation>最多输出的结果数（默认 100）。</translation>
    </message>
    <message>
        <source>What to look for.</source>
        <translation>要查找的内容。</translation>
    </message>
    <message>
        <source>One text is expected; --in is everywhere, questions, answers or reasoning.</source>
        <translation>需要一段文字；--in 为 everywhere、questions、answers 或 reasoning。</translation>
    </message>
    <message>
        <source>Writes conversations into a file.</source>
        <translation>将对话写入文件。</translation>
    </message>
    <message>
        <source>The conversation, as list names it.</source>
        <translation>对话的编号，见 list。</translation>
    </message>
    <message>
        <source>All conversations.</source>
        <translation>所有对话。</translation>
    </message>
    <message>
        <source>The conversations of a folder.</source>
        <translation>某个文件夹中的对话。</translation>
    </message>
    <message>
        <source>One message, as search --json names it.</source>
        <translation>一条消息，编号见 search --json。</translation>
    </message>
    <message>
        <source>The branch that ends with this message.</source>
        <translation>以此消息结尾的分支。</translation>
    </message>
    <message>
        <source>Each branch of a conversation, not only the one that is shown.</source>
        <translation>对话的每个分支，而不仅是所显示的分支。</translation>
    </message>
    <message>
        <source>Of PDF: a4 or letter (default: the country&apos;s).</source>
        <translation>PDF 的纸张：a4 或 letter（默认按所在国家）。</translation>
    </message>
    <message>
        <source>md, html, pdf, txt, json, docx, odt, pptx (slide outlines), xlsx or csv (tables); default: as the file&apos;s name ends.</source>
        <translation>md、html、pdf、txt、json、docx、odt、pptx（幻灯片提纲）、xlsx 或 csv（表格）；默认按文件名的后缀。</translation>
    </message>
    <message>
        <source>all, answers or reasoning (default: all).</source>
        <translation>all（全部）、answers（回答）或 reasoning（思考过程）；默认 all。</translation>
    </message>
    <message>
        <source>Leave out models, times and tokens.</source>
        <translation>不含模型、时间和词元数。</translation>
    </message>
    <message>
        <source>One of --id, --all, --folder, --message and --branch is expected.</source>
        <translation>需要 --id、--all、--folder、--message、--branch 之一。</translation>
    </message>
    <message>
        <source>--out is expected.</source>
        <translation>缺少 --out。</translation>
    </message>
    <message>
        <source>--format is md, html, pdf, txt, json, docx, odt, pptx, xlsx or csv.</source>
        <translation>--format 为 md、html、pdf、txt、json、docx、odt、pptx、xlsx 或 csv。</translation>
    </message>
    <message>
        <source>Takes in conversations of DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi.</source>
        <translation>导入 DeepSeek、ChatGPT、Claude、Open WebUI、LM Studio 或 Mingsi 的对话。</translation>
    </message>
    <message>
        <source>Only tell what would come in.</source>
        <translation>只说明将导入什么。</translation>
    </message>
    <message>
        <source>JSON, or a zip that holds it.</source>
        <translation>JSON 文件，或含有它的 zip。</translation>
    </message>
    <message>
        <source>One file is expected.</source>
        <translation>需要一个文件。</translation>
    </message>
    <message>
        <source>Folder that keeps what the model has read, to be found again by later calls.</source>
        <translation>保存模型已读内容的文件夹，供以后的调用使用。</translation>
    </message>
    <message>
        <source>There is no conversation %1.</source>
        <translation>没有对话 %1。</translation>
    </message>
    <message>
        <source>Also measure N sequences that are decoded together.</source>
        <translation>同时测量 N 个序列一起解码的速度。</translation>
    </message>
    <message>
        <source>%1 sequences together: %2 tokens/s, %3 times what one alone gives
</source>
        <translation>%1 个序列一起：%2 词元/秒，是单个序列的 %3 倍
</translation>
    </message>
    <message>
        <source>Keep the key-value cache at 8 bits, in half the memory.</source>
        <translation>键值缓存以 8 位存储，内存减半。</translation>
    </message>
    <message>
        <source>Have the model&apos;s own layer foretell tokens, where it has one; the text is the same either way.</source>
        <translation>模型自带预测层时，让它预测词元；文本不会因此不同。</translation>
    </message>
    <message>
        <source>Of --json-schema, --regex and --choice one will do.</source>
        <translation>--json-schema、--regex 和 --choice 只能使用其一。</translation>
    </message>
    <message>
        <source>JSON file of the messages before the question: [{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}, …].</source>
        <translation>问题之前的消息的 JSON 文件：[{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}, …]。</translation>
    </message>
    <message>
        <source>a list of messages is expected</source>
        <translation>这里应为消息列表</translation>
    </message>
    <message>
        <source>a role (system, user or assistant) and a content, both texts, are expected</source>
        <translation>这里应有 role（system、user 或 assistant）和 content，两者都是文本</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>第 %1 条消息</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>偏移 %1</translation>
    </message>
    <message>
        <source>File with a JSON schema: the answer is such a JSON text.</source>
        <translation>含 JSON 模式的文件：回答将是符合它的 JSON 文本。</translation>
    </message>
    <message>
        <source>The answer matches this regular expression as a whole.</source>
        <translation>回答整体匹配此正则表达式。</translation>
    </message>
    <message>
        <source>The answer is this, or what another --choice says.</source>
        <translation>回答为此文本，或其他 --choice 给出的文本。</translation>
    </message>
    <message>
        <source>This model opens its answers with a thought, but has no token that ends one; ask with --think off to constrain the answer.</source>
        <translation>这个模型的回答以思考开头，却没有结束思考的词元；要约束回答，请用 --think off。</translation>
    </message>
    <message>
        <source>The most memory of the GPU that is used, in GiB (default: all).</source>
        <translation>最多使用的 GPU 显存，单位 GiB（默认：全部）。</translation>
    </message>
    <message>
        <source>There is no GPU here to plan for. --gpu-memory says how much memory one would have.</source>
        <translation>这里没有可供规划的 GPU。请用 --gpu-memory 给出假设的显存大小。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>With --device cuda</source>
        <translation>使用 --device cuda 时</translation>
    </message>
    <message>
        <source>a GPU that is not here</source>
        <translation>假设的 GPU</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>权重位置</translation>
    </message>
    <message>
        <source>Memory of the GPU</source>
        <translation>GPU 显存</translation>
    </message>
    <message>
        <source>weights %1, cache of %2 tokens %3, scratch %4, left to the driver %5</source>
        <translation>权重 %1，%2 词元的缓存 %3，工作区 %4，留给驱动 %5</translation>
    </message>
    <message>
        <source>In main memory</source>
        <translation>在内存中</translation>
    </message>
    <message>
        <source>experts of layers %1: %2; all would need a GPU with %3 free</source>
        <translation>第 %1 层的专家：%2；全部放入需要 %3 的空闲显存</translation>
    </message>
    <message>
        <source>%1, taken to have %2 of memory free</source>
        <translation>%1，按空闲显存 %2 规划</translation>
    </message>
    <message>
        <source>Compute from the file&apos;s weights as they are, which is slower: by default they are copied into a faster order while memory lasts.</source>
        <translation>直接用文件中的权重计算，速度较慢：默认在内存允许时把权重复制成读取更快的排列。</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What shall be done?</source>
        <translation>要做什么？</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command of this name.</source>
        <translation>没有这个命令。</translation>
    </message>
    <message>
        <source>%1, on</source>
        <translation>%1，已开启</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>The question for all columns</source>
        <translation>向所有列提出的问题</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Model of column %1</source>
        <translation>第 %1 列的模型</translation>
    </message>
    <message>
        <source>The open model</source>
        <translation>当前打开的模型</translation>
    </message>
    <message>
        <source>Thinking in column %1</source>
        <translation>第 %1 列是否思考</translation>
    </message>
    <message>
        <source>Thinking as usual</source>
        <translation>照常思考</translation>
    </message>
    <message>
        <source>Thinks first</source>
        <translation>先思考</translation>
    </message>
    <message>
        <source>Does not think</source>
        <translation>不思考</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>More answers to this question</source>
        <translation>对这个问题的更多回答</translation>
    </message>
    <message>
        <source>In place of the question it was; otherwise the conversation goes on with it</source>
        <translation>代替原来的问题；否则作为后续问题</translation>
    </message>
    <message>
        <source>Settings of one model are tried at once, as memory allows. Models of this machine take turns, so that only one is in memory; servers answer meanwhile.</source>
        <translation>同一模型的不同设置在内存允许时同时作答。本机的不同模型依次作答，内存中只留一个；服务器同时作答。</translation>
    </message>
    <message>
        <source>Temperature in column %1</source>
        <translation>第 %1 列的温度</translation>
    </message>
    <message>
        <source>Seed in column %1</source>
        <translation>第 %1 列的种子</translation>
    </message>
</context>
<context>
    <name>CompareHead</name>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选为最佳</translation>
    </message>
    <message>
        <source>Go on with this answer</source>
        <translation>以此回答继续</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>等待中…</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of thought</source>
        <translation>
            <numerusform>其中思考 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>%1: column %2, %3</source>
        <translation>%1：第 %2 列，%3</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Ask again …</source>
        <translation>再次提问…</translation>
    </message>
    <message>
        <source>None of them ✓</source>
        <translation>都不好 ✓</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>关闭比较 (Esc)</translation>
    </message>
    <message>
        <source>Answers and thoughts side by side</source>
        <translation>回答与思考并排</translation>
    </message>
    <message>
        <source>Thoughts, step beside step</source>
        <translation>思考，逐步对照</translation>
    </message>
    <message>
        <source>The answers</source>
        <translation>各列的回答</translation>
    </message>
    <message>
        <source>Thoughts, step %1</source>
        <translation>思考，第 %1 步</translation>
    </message>
    <message>
        <source>Answer of column %1</source>
        <translation>第 %1 列的回答</translation>
    </message>
    <message>
        <source>Thought of column %1</source>
        <translation>第 %1 列的思考</translation>
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
        <source>Think first</source>
        <translation>先思考</translation>
    </message>
    <message>
        <source>Whether the model reasons before it answers (Ctrl+T)</source>
        <translation>模型回答前是否先推理 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>立即回答</translation>
    </message>
    <message>
        <source>End the thought here and have the answer (Ctrl+Return)</source>
        <translation>在此结束思考并给出回答 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Sent as soon as the model has opened</source>
        <translation>模型打开后立即发送</translation>
    </message>
    <message>
        <source>Questions and attachments go to %1</source>
        <translation>问题和附件将发送到 %1</translation>
    </message>
    <message>
        <source>Attach documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Documents and text (*)</source>
        <translation>文档和文本 (*)</translation>
    </message>
    <message>
        <source>Attach documents (Ctrl+U)</source>
        <translation>添加文档（Ctrl+U）</translation>
    </message>
    <message>
        <source>Looking for the passages that fit …</source>
        <translation>正在查找相关段落……</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line · ↑ edits · Esc stops</source>
        <translation>Enter 发送 · Shift+Enter 换行 · ↑ 修改上一问 · Esc 停止</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Your question, with the prompt %1</source>
        <translation>您的问题，使用提示词 %1</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>回车发送</translation>
    </message>
</context>
<context>
    <name>ComputeChoice</name>
    <message>
        <source>Compute on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>GPU (%1)</source>
        <translation>GPU（%1）</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>The most of its memory that is used, in GiB</source>
        <translation>最多使用的显存（GiB）</translation>
    </message>
    <message>
        <source>all that is free</source>
        <translation>全部空闲显存</translation>
    </message>
    <message>
        <source>Automatic (the processor, for now)</source>
        <translation>自动（目前为处理器）</translation>
    </message>
    <message>
        <source>In use now: %1. A change takes effect with the next answer.</source>
        <translation>当前：%1。更改从下一个回答起生效。</translation>
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
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Tags …</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移动到文件夹</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不在文件夹中</translation>
    </message>
    <message>
        <source>New folder …</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Bring back from the archive</source>
        <translation>从归档中恢复</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
</context>
<context>
    <name>DeletedBar</name>
    <message>
        <source>“%1” was deleted.</source>
        <translation>“%1”已删除。</translation>
    </message>
    <message>
        <source>The branch “%1” was deleted.</source>
        <translation>分支“%1”已删除。</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Title of the conversation</source>
        <translation>对话标题</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>标签，以逗号分隔</translation>
    </message>
    <message>
        <source>Folder; none when it is empty</source>
        <translation>文件夹；留空表示不放入</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>it is larger than %1 MiB</source>
        <translation>文件大于 %1 MiB</translation>
    </message>
    <message>
        <source>it is neither text nor a PDF, DOCX, XLSX or HTML file</source>
        <translation>它既不是文本，也不是 PDF、DOCX、XLSX 或 HTML 文件</translation>
    </message>
    <message>
        <source>its text is longer than %1 MiB</source>
        <translation>文本长于 %1 MiB</translation>
    </message>
    <message>
        <source>the HTML can&apos;t be read</source>
        <translation>无法读取该 HTML</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 过大</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 已损坏</translation>
    </message>
    <message>
        <source>the PDF is locked by a password</source>
        <translation>该 PDF 受密码保护</translation>
    </message>
    <message>
        <source>the PDF is damaged</source>
        <translation>该 PDF 已损坏</translation>
    </message>
    <message>
        <source>the PDF holds no text: it may be a scan</source>
        <translation>该 PDF 没有文本，可能是扫描件</translation>
    </message>
    <message>
        <source>there are no sheets in it</source>
        <translation>其中没有工作表</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>no conversation of a known program</source>
        <translation>不是已知程序的对话</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; is damaged</source>
        <translation>条目“%1”已损坏</translation>
    </message>
    <message>
        <source>the archive holds no conversations.json</source>
        <translation>压缩包中没有 conversations.json</translation>
    </message>
    <message>
        <source>it holds no conversations</source>
        <translation>其中没有对话</translation>
    </message>
    <message>
        <source>there are no messages in it</source>
        <translation>其中没有消息</translation>
    </message>
    <message>
        <source>the archive can&apos;t be read (libzip error %1)</source>
        <translation>无法读取压缩包（libzip 错误 %1）</translation>
    </message>
    <message>
        <source>the archive has too many entries</source>
        <translation>压缩包中的条目过多</translation>
    </message>
    <message>
        <source>entry %1 can&apos;t be read</source>
        <translation>无法读取第 %1 个条目</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; leads out of the archive</source>
        <translation>条目“%1”指向压缩包之外</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; is encrypted</source>
        <translation>条目“%1”已加密</translation>
    </message>
    <message>
        <source>entry &quot;%1&quot; unpacks to too much</source>
        <translation>条目“%1”解压后过大</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Lines %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>%1 is damaged at line %2</source>
        <translation>%1 在第 %2 行损坏</translation>
    </message>
    <message>
        <source>a newer Mingsi wrote it; bring this one up to date, or export as Markdown there</source>
        <translation>它由更新版本的明思写成；请更新本程序，或在那边导出为 Markdown</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not what the format asks for</source>
        <translation>“%1”不符合格式要求</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing</source>
        <translation>缺少“%1”</translation>
    </message>
</context>
<context>
    <name>DocumentDialog</name>
    <message>
        <source>The whole document goes to the model</source>
        <translation>将整个文档交给模型</translation>
    </message>
    <message>
        <source>The passages that fit the question best, found when it is sent</source>
        <translation>与问题最相关的段落，发送时查找</translation>
    </message>
    <message>
        <source>These parts</source>
        <translation>这些部分</translation>
    </message>
    <message>
        <source>Parts, such as 1-3, 7</source>
        <translation>部分，例如 1-3, 7</translation>
    </message>
    <message>
        <source>Find in the document</source>
        <translation>在文档中查找</translation>
    </message>
    <message>
        <source>The next part that has it (Return)</source>
        <translation>下一处（回车）</translation>
    </message>
    <message>
        <source>Parts of the document</source>
        <translation>文档的各部分</translation>
    </message>
    <message>
        <source>Reading the document …</source>
        <translation>正在读取文档……</translation>
    </message>
    <message>
        <source>The document is empty.</source>
        <translation>文档是空的。</translation>
    </message>
</context>
<context>
    <name>DownloadFailure</name>
    <message>
        <source>“%1” is neither an address nor the name of a model. Paste the address of a .gguf file or of a model&apos;s page, or a name such as owner/name.</source>
        <translation>“%1”既不是地址，也不是模型名称。请粘贴 .gguf 文件或模型页面的地址，或形如 owner/name 的名称。</translation>
    </message>
    <message>
        <source>%1 would come over a connection that is not encrypted, from %2. Use an address that begins with https.</source>
        <translation>%1 将通过未加密的连接从 %2 下载。请使用以 https 开头的地址。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be the name of a file here. Download the model from another address.</source>
        <translation>“%1”不能用作此处的文件名。请从其他地址下载该模型。</translation>
    </message>
    <message>
        <source>No model that Mingsi can open was found in %1. Choose a repository with GGUF files or safetensors.</source>
        <translation>在 %1 中没有找到明思能打开的模型。请选择含有 GGUF 文件或 safetensors 的仓库。</translation>
    </message>
    <message>
        <source>The list of the files of %1 can&apos;t be read. Check the address of the mirror in the settings.</source>
        <translation>无法读取 %1 的文件列表。请检查设置中的镜像地址。</translation>
    </message>
    <message>
        <source>The connection failed while %1 was fetched. Check the network and try again; what has come is kept.</source>
        <translation>下载 %1 时连接失败。请检查网络后重试；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>%1 does not exist at %2. Check how the address or the name is written.</source>
        <translation>%2 上没有 %1。请检查地址或名称的写法。</translation>
    </message>
    <message>
        <source>%2 does not hand out %1 to everybody. Check the name; accept the model&apos;s conditions on its page and enter your access token in the settings.</source>
        <translation>%2 不向所有人提供 %1。请检查名称，在模型页面上接受其条款，并在设置中填写访问令牌。</translation>
    </message>
    <message>
        <source>The server did not hand out %1. Try again later, or use a mirror.</source>
        <translation>服务器没有提供 %1。请稍后重试，或使用镜像。</translation>
    </message>
    <message>
        <source>The server sends the request for %1 round in a circle. Use another address or mirror.</source>
        <translation>服务器对 %1 的请求循环重定向。请使用其他地址或镜像。</translation>
    </message>
    <message>
        <source>A web page came instead of %1. Copy the address of the file itself; on Hugging Face it contains “resolve”.</source>
        <translation>收到的是网页，而不是 %1。请复制文件本身的地址；在 Hugging Face 上，该地址含有“resolve”。</translation>
    </message>
    <message>
        <source>What came under the name %1 is not a GGUF file. Check the address.</source>
        <translation>名为 %1 的内容不是 GGUF 文件。请检查地址。</translation>
    </message>
    <message>
        <source>%1 has another size than its publisher lists. It was not kept; try again later, or use another address.</source>
        <translation>%1 的大小与发布者列出的不同，因此没有保留。请稍后重试，或使用其他地址。</translation>
    </message>
    <message>
        <source>%1 came damaged: its checksum is not the publisher&apos;s. It was removed; download it again.</source>
        <translation>%1 已损坏：校验和与发布者的不一致，文件已删除。请重新下载。</translation>
    </message>
    <message>
        <source>There is another file called %1 already. It was left as it is; move or rename it, then try again.</source>
        <translation>已有另一个名为 %1 的文件，未作改动。请移动或重命名它，然后重试。</translation>
    </message>
    <message>
        <source>%1 is being downloaded already. Wait until it is done.</source>
        <translation>%1 正在下载中。请等待其完成。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written. Check the permissions of the folder, or choose another folder for models.</source>
        <translation>无法写入 %1。请检查文件夹的权限，或选择其他模型文件夹。</translation>
    </message>
    <message>
        <source>There is no space left for %1. Free some space, then go on: what has come is kept.</source>
        <translation>没有足够的空间存放 %1。请腾出空间后继续：已下载的部分会保留。</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>该文件</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>%1 (Details: %2)</source>
        <translation>%1（详情：%2）</translation>
    </message>
</context>
<context>
    <name>DownloadPane</name>
    <message>
        <source>An address of a file or a repository, or owner/name, with :Q4_K_M for one of its quantizations.</source>
        <translation>文件或仓库的地址，或 owner/name；加上 :Q4_K_M 可指定其中一种量化。</translation>
    </message>
    <message>
        <source>For example %1</source>
        <translation>例如 %1</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>下载内容</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Give up and remove</source>
        <translation>放弃并删除</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>再下载一个</translation>
    </message>
    <message>
        <source>What there is</source>
        <translation>可下载的内容</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Well-known models</source>
        <translation>常用模型</translation>
    </message>
    <message>
        <source>Access token: only for models that ask for one; not stored</source>
        <translation>访问令牌：仅用于需要它的模型；不会保存</translation>
    </message>
</context>
<context>
    <name>ExpertDialog</name>
    <message>
        <source>Experts that computed “%1”</source>
        <translation>计算“%1”的专家</translation>
    </message>
    <message>
        <source>Load of the experts over the answer</source>
        <translation>整个回答中各专家的负载</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n expert(s) each</source>
        <translation>
            <numerusform>每层 %n 个专家</numerusform>
        </translation>
    </message>
    <message>
        <source>framed: the experts of this token</source>
        <translation>带框：此词元的专家</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>%1 (branch %2 of %3)</source>
        <translation>%1（分支 %2/%3）</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>附件：%1</translation>
    </message>
    <message>
        <source>Reasoning %1 in the appendix</source>
        <translation>思考过程 %1 见附录</translation>
    </message>
    <message>
        <source>Appendix: reasoning</source>
        <translation>附录：思考过程</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>%1 (%2 tokens, %3 s)</source>
        <translation>%1（%2 个词元，%3 秒）</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>From</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>More tables</source>
        <translation>更多表格</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The answer beside which the reasoning stands</source>
        <translation>旁边显示思考的那个回答</translation>
    </message>
    <message>
        <source>The conversation, as it is shown</source>
        <translation>当前显示的对话</translation>
    </message>
    <message>
        <source>All conversations of its folder</source>
        <translation>所在文件夹的所有对话</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>所有对话</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page (HTML), reasoning at the side</source>
        <translation>网页（HTML），思考在侧栏</translation>
    </message>
    <message>
        <source>Word (DOCX)</source>
        <translation>Word（DOCX）</translation>
    </message>
    <message>
        <source>OpenDocument (ODT)</source>
        <translation>OpenDocument（ODT）</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Mingsi (JSON), with everything, to import again</source>
        <translation>Mingsi（JSON），完整无损，可再导入</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Answers and reasoning</source>
        <translation>回答和思考</translation>
    </message>
    <message>
        <source>Answers alone</source>
        <translation>仅回答</translation>
    </message>
    <message>
        <source>Reasoning alone</source>
        <translation>仅思考</translation>
    </message>
    <message>
        <source>With models, times and tokens</source>
        <translation>包含模型、时间和词元数</translation>
    </message>
    <message>
        <source>The conversation with all its branches</source>
        <translation>当前对话及其所有分支</translation>
    </message>
    <message>
        <source>Pages (PDF), reasoning in an appendix</source>
        <translation>分页文档（PDF），思考过程在附录中</translation>
    </message>
    <message>
        <source>Slides (PPTX): the outlines in the answers</source>
        <translation>幻灯片（PPTX）：回答中的提纲</translation>
    </message>
    <message>
        <source>Workbook (XLSX): the tables in the texts</source>
        <translation>工作簿（XLSX）：文中的表格</translation>
    </message>
    <message>
        <source>Tables as CSV</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter（信纸）</translation>
    </message>
    <message>
        <source>The message that was chosen</source>
        <translation>所选的消息</translation>
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
    <message>
        <source>The model file %1 was changed, or its disk went away, while the model was open. Put the file back and ask again.</source>
        <translation>模型文件 %1 在打开期间被改动，或其所在磁盘已断开。请放回该文件后重新提问。</translation>
    </message>
    <message>
        <source>The server %1 can&apos;t be reached. Check its address and that it runs.</source>
        <translation>无法连接服务器 %1。请检查地址以及它是否在运行。</translation>
    </message>
    <message>
        <source>The server %1 asks for another key. Enter it under Models, Servers.</source>
        <translation>服务器 %1 需要另一个密钥。请在“模型 › 服务器”中输入。</translation>
    </message>
    <message>
        <source>The server %1 does not have this model at this address. Choose one under Models, Servers.</source>
        <translation>服务器 %1 的这个地址没有此模型。请在“模型 › 服务器”中选择一个。</translation>
    </message>
    <message>
        <source>The server %1 can&apos;t answer now. Try again later.</source>
        <translation>服务器 %1 现在无法回答。请稍后再试。</translation>
    </message>
    <message>
        <source>The server %1 refused the request. Its reason is in the details.</source>
        <translation>服务器 %1 拒绝了请求，原因见详情。</translation>
    </message>
    <message>
        <source>The answer of the server %1 broke off. What came is kept; ask again.</source>
        <translation>服务器 %1 的回答中断了。已收到的内容已保留；请重新提问。</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be used. Choose another one; the details say why.</source>
        <translation>无法使用文件 %1。请选择其他文件，原因见详情。</translation>
    </message>
    <message>
        <source>There is no table in what was chosen, so nothing was written to %1. Choose another format.</source>
        <translation>所选内容中没有表格，因此没有写入 %1。请选择其他格式。</translation>
    </message>
    <message>
        <source>The GPU can&apos;t be used. Look after its driver, or use the processor (Compute on, under Look and behaviour; --device cpu).</source>
        <translation>GPU 无法使用。请检查其驱动，或改用处理器（“外观与行为”中的“计算设备”；--device cpu）。</translation>
    </message>
    <message>
        <source>The GPU failed while it computed. What was written is kept; ask again, or use the processor (Compute on, under Look and behaviour; --device cpu).</source>
        <translation>GPU 在计算中出错。已写出的内容已保留；请重新提问，或改用处理器（“外观与行为”中的“计算设备”；--device cpu）。</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
</context>
<context>
    <name>FormulaBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>公式：%1</translation>
    </message>
    <message>
        <source>Copy as TeX</source>
        <translation>复制为 TeX</translation>
    </message>
</context>
<context>
    <name>GpuPlacement</name>
    <message>
        <source>too large for the GPU: it needs at least %1 there, of which %2 are free</source>
        <translation>对 GPU 来说太大：至少需要 %1 显存，空闲的有 %2</translation>
    </message>
    <message numerus="yes">
        <source>GPU: all %n layer(s), %1 of %2</source>
        <translation>
            <numerusform>GPU：全部 %n 层，占用 %2 中的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GPU, experts of %n layer(s) in main memory: %1 of %2</source>
        <translation>
            <numerusform>GPU，%n 层的专家在内存中：占用 %2 中的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GPU, experts of %n layer(s) in main memory but for the %3 busiest of %4 in each: %1 of %2</source>
        <translation>
            <numerusform>GPU，%n 层的专家在内存中，每层 %4 个中最常用的 %3 个除外：占用 %2 中的 %1</numerusform>
        </translation>
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
        <source>Open a Hugging Face folder</source>
        <translation>打开 Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Map of the conversation (Ctrl+M)</source>
        <translation>对话地图 (Ctrl+M)</translation>
    </message>
    <message>
        <source>Reasoning (Ctrl+R)</source>
        <translation>推理过程 (Ctrl+R)</translation>
    </message>
    <message>
        <source>Don&apos;t open this model</source>
        <translation>取消打开此模型</translation>
    </message>
    <message>
        <source>Opening %1 … %2 %</source>
        <translation>正在打开 %1… %2 %</translation>
    </message>
    <message>
        <source>Models on this machine … (Ctrl+Alt+O)</source>
        <translation>本机上的模型… (Ctrl+Alt+O)</translation>
    </message>
    <message>
        <source>Download a model … (Ctrl+Alt+D)</source>
        <translation>下载模型… (Ctrl+Alt+D)</translation>
    </message>
    <message>
        <source>Models of a server … (Ctrl+Alt+S)</source>
        <translation>服务器上的模型…（Ctrl+Alt+S）</translation>
    </message>
    <message>
        <source>Open a model folder … (Ctrl+Shift+O)</source>
        <translation>打开模型文件夹…（Ctrl+Shift+O）</translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>not available now</source>
        <translation>目前不可用</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>From %1: %2.</source>
        <translation>来自 %1：%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n new conversation(s)</source>
        <translation>
            <numerusform>%n 个新对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with new messages</source>
        <translation>
            <numerusform>%n 个有新消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already here</source>
        <translation>
            <numerusform>%n 个已存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n 个已跳过</numerusform>
        </translation>
    </message>
    <message>
        <source>it is no JSON at its byte %1</source>
        <translation>其第 %1 字节处不是 JSON</translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation>第 %1 字节：%2</translation>
    </message>
    <message>
        <source>a conversation is larger than 256 MiB</source>
        <translation>有对话超过 256 MiB</translation>
    </message>
    <message>
        <source>the file ends in the middle of a text</source>
        <translation>文件在一段文字中间中断</translation>
    </message>
    <message>
        <source>the file ends in the middle of a conversation</source>
        <translation>文件在一个对话中间中断</translation>
    </message>
    <message>
        <source>neither a list nor an object</source>
        <translation>既不是列表也不是对象</translation>
    </message>
    <message>
        <source>a key is expected</source>
        <translation>缺少键</translation>
    </message>
    <message>
        <source>a colon is expected</source>
        <translation>缺少冒号</translation>
    </message>
    <message>
        <source>a conversation is expected</source>
        <translation>缺少对话</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Conversations exported from DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi: conversations.json, or the zip that holds it. What is here already stays as it is.</source>
        <translation>从 DeepSeek、ChatGPT、Claude、Open WebUI、LM Studio 或 Mingsi 导出的对话：conversations.json，或包含它的 zip。已有的内容保持不变。</translation>
    </message>
    <message>
        <source>This came in. %1</source>
        <translation>已导入。%1</translation>
    </message>
    <message>
        <source>This would come in. %1</source>
        <translation>将会导入。%1</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Conversations (*.json *.jsonl *.zip)</source>
        <translation>对话 (*.json *.jsonl *.zip)</translation>
    </message>
    <message>
        <source>Cancelled; this had come in by then. %1</source>
        <translation>已取消；此前已导入以下内容。%1</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>本机上的模型</translation>
    </message>
    <message>
        <source>Looking for models …</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Don&apos;t search %1</source>
        <translation>不再搜索 %1</translation>
    </message>
    <message>
        <source>Search another folder …</source>
        <translation>搜索其他文件夹…</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>重新搜索</translation>
    </message>
    <message>
        <source>Search another folder</source>
        <translation>搜索其他文件夹</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>No other models were found. Add a folder that holds some, or download one.</source>
        <translation>没有找到其他模型。请添加存有模型的文件夹，或下载一个。</translation>
    </message>
</context>
<context>
    <name>LibraryRow</name>
    <message>
        <source>not looked at yet</source>
        <translation>尚未查看</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>可容纳</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>勉强容纳</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>can&apos;t be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>当前打开</translation>
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
    <message>
        <source>Width of the reasoning</source>
        <translation>推理页宽度</translation>
    </message>
</context>
<context>
    <name>MarkBar</name>
    <message numerus="yes">
        <source>%n answer(s) marked to compare</source>
        <translation>
            <numerusform>已标记 %n 个回答</numerusform>
        </translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对比</translation>
    </message>
    <message>
        <source>Take the marks away</source>
        <translation>清除标记</translation>
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
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ParametersDialog</name>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Parameters of the answers</source>
        <translation>回答的参数</translation>
    </message>
    <message>
        <source>For the model</source>
        <translation>针对此模型</translation>
    </message>
    <message>
        <source>For this conversation</source>
        <translation>针对此对话</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
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
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Most tokens of an answer</source>
        <translation>回答的最大词元数</translation>
    </message>
    <message>
        <source>Most tokens of a thought</source>
        <translation>思考的最大词元数</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>None. DeepSeek-R1 is best asked without one.</source>
        <translation>无。DeepSeek-R1 最好不用系统提示词。</translation>
    </message>
    <message>
        <source>An empty field is as the model&apos;s publisher recommends; for R1: temperature 0.6, top-p 0.95.</source>
        <translation>留空则按模型发布者的建议；R1 为温度 0.6、top-p 0.95。</translation>
    </message>
</context>
<context>
    <name>PromptFieldsDialog</name>
    <message>
        <source>A field may stay empty when its text is attached as a document.</source>
        <translation>若相应文字已作为文档附上，可留空。</translation>
    </message>
</context>
<context>
    <name>PromptPopup</name>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
</context>
<context>
    <name>PromptsDialog</name>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>comes with Mingsi</source>
        <translation>Mingsi 自带</translation>
    </message>
    <message>
        <source>Name, as it is typed behind the slash</source>
        <translation>名称（在斜杠后输入）</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>The text; {{names}} in it are blanks to fill in</source>
        <translation>正文；其中的 {{名称}} 是待填的空白</translation>
    </message>
    <message>
        <source>Text of the prompt</source>
        <translation>提示词正文</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Prompts (*.json)</source>
        <translation>提示词 (*.json)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>QIODevice</name>
    <message>
        <source>Unknown error</source>
        <translation>未知错误</translation>
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
    <message>
        <source>Your question</source>
        <translation>你的问题</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ask (Enter)</source>
        <translation>提问 (Enter)</translation>
    </message>
    <message>
        <source>Ask otherwise</source>
        <translation>换个问法</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>New conversation from here</source>
        <translation>由此处新建对话</translation>
    </message>
    <message>
        <source>Delete this branch</source>
        <translation>删除此分支</translation>
    </message>
    <message>
        <source>Export this message …</source>
        <translation>导出这条消息…</translation>
    </message>
</context>
<context>
    <name>RadioLine</name>
    <message>
        <source>not available now</source>
        <translation>目前不可用</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>The model was %1 and is %2.</source>
        <translation>模型原为 %1，现为 %2。</translation>
    </message>
    <message>
        <source>The model&apos;s files have changed (%1, now %2).</source>
        <translation>模型文件已改变（原 %1，现 %2）。</translation>
    </message>
    <message>
        <source>The weights were %1 and are %2.</source>
        <translation>权重原为 %1，现为 %2。</translation>
    </message>
    <message>
        <source>The prompt template has changed (%1, now %2).</source>
        <translation>提示词模板已改变（原 %1，现 %2）。</translation>
    </message>
    <message>
        <source>The engine was version %1 and is %2.</source>
        <translation>引擎原为版本 %1，现为 %2。</translation>
    </message>
    <message>
        <source>It was computed on %1, now on %2.</source>
        <translation>原在 %1 上计算，现在 %2 上计算。</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>Waiting for the model …</source>
        <translation>正在等待模型……</translation>
    </message>
    <message numerus="yes">
        <source>The answer is made again: %n token(s) so far.</source>
        <translation>
            <numerusform>正在重新生成回答：目前 %n 个词元。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Search in titles, questions, answers and reasoning</source>
        <translation>在标题、问题、回答和推理过程中搜索</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Reasoning only</source>
        <translation>仅推理过程</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>任何模型</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <translation>%2 中的%1：%3</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>任何文件夹</translation>
    </message>
</context>
<context>
    <name>SectionHead</name>
    <message>
        <source>Open the section %1</source>
        <translation>展开分组 %1</translation>
    </message>
    <message>
        <source>Close the section %1</source>
        <translation>收起分组 %1</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Rename the folder …</source>
        <translation>重命名文件夹…</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>文件夹名称</translation>
    </message>
    <message>
        <source>Take the folder away, keep its conversations</source>
        <translation>移除文件夹，保留其中的对话</translation>
    </message>
</context>
<context>
    <name>ServersPane</name>
    <message>
        <source>A server of vLLM, SGLang, llama.cpp or DeepSeek. What you ask its models, with everything attached, leaves this machine.</source>
        <translation>vLLM、SGLang、llama.cpp 或 DeepSeek 的服务器。向其模型提出的问题及所有附件都会离开本机。</translation>
    </message>
    <message>
        <source>For example %1</source>
        <translation>例如 %1</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Key (one is stored)</source>
        <translation>密钥（已保存一个）</translation>
    </message>
    <message>
        <source>Key, if it asks for one</source>
        <translation>密钥（服务器需要时填写）</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Show its models</source>
        <translation>显示其模型</translation>
    </message>
    <message>
        <source>Models of the server</source>
        <translation>服务器的模型</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Forget %1 and its key</source>
        <translation>忘记 %1 及其密钥</translation>
    </message>
    <message>
        <source>Servers asked before, and what they ask for a million tokens</source>
        <translation>用过的服务器，及其每百万词元的价格</translation>
    </message>
    <message>
        <source>Price of a million tokens read</source>
        <translation>每百万输入词元的价格</translation>
    </message>
    <message>
        <source>read</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Price of a million tokens written</source>
        <translation>每百万输出词元的价格</translation>
    </message>
    <message>
        <source>written</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Currency of the price</source>
        <translation>价格的货币</translation>
    </message>
</context>
<context>
    <name>SettingField</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Look and behaviour</source>
        <translation>外观与行为</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Length of lines</source>
        <translation>行宽</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Font of the system</source>
        <translation>系统字体</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Tell me when a long answer ends in the background</source>
        <translation>较长的回答在后台完成时通知我</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed, where the desktop has one</source>
        <translation>关闭窗口后留在系统托盘（若桌面支持）</translation>
    </message>
    <message>
        <source>A key that shows Mingsi from anywhere (Ctrl+Alt+M), where the desktop has such keys</source>
        <translation>用全局快捷键唤出明思（Ctrl+Alt+M，若桌面支持）</translation>
    </message>
    <message>
        <source>Keep on disk what models have read (up to 4 GiB), so that going back to a conversation needs no waiting</source>
        <translation>把模型读过的内容缓存在磁盘上（最多 4 GiB），回到对话时无需等待</translation>
    </message>
    <message>
        <source>Context of models</source>
        <translation>模型的上下文</translation>
    </message>
    <message>
        <source>How much a model of this machine keeps in mind, as far as it is made for it; more takes more memory</source>
        <translation>本机模型在其能力范围内能记住多少；越多越占内存</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Keep that at 8 bits: half the memory, and hardly a difference</source>
        <translation>以 8 位保存：内存减半，几乎没有差别</translation>
    </message>
</context>
<context>
    <name>SiblingSwitch</name>
    <message>
        <source>Version %1 of %2</source>
        <translation>第 %1 版，共 %2 版</translation>
    </message>
    <message>
        <source>Earlier version (Alt+Left)</source>
        <translation>上一版本 (Alt+Left)</translation>
    </message>
    <message>
        <source>Later version (Alt+Right)</source>
        <translation>下一版本 (Alt+Right)</translation>
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
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>标签，以逗号分隔</translation>
    </message>
    <message>
        <source>Only with the tag</source>
        <translation>仅显示带此标签的</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>将表格复制为 CSV</translation>
    </message>
    <message>
        <source>Copy the table as Markdown</source>
        <translation>将表格复制为 Markdown</translation>
    </message>
    <message>
        <source>Table: %1</source>
        <translation>表格：%1</translation>
    </message>
</context>
<context>
    <name>TextButton</name>
    <message>
        <source>not available now</source>
        <translation>目前不可用</translation>
    </message>
</context>
<context>
    <name>ThemedDialog</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>ThemedMenu</name>
    <message>
        <source>not available now</source>
        <translation>目前不可用</translation>
    </message>
</context>
<context>
    <name>ThemedTabBar</name>
    <message>
        <source>not available now</source>
        <translation>目前不可用</translation>
    </message>
</context>
<context>
    <name>ThoughtOutline</name>
    <message>
        <source>Outline of the reasoning</source>
        <translation>推理大纲</translation>
    </message>
    <message>
        <source>Step %1, second thought: %2</source>
        <translation>第 %1 步，重新考虑：%2</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>ThoughtPage</name>
    <message>
        <source>Reasoning</source>
        <translation>推理过程</translation>
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
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second thought(s)</source>
        <translation>
            <numerusform>%n 次重新考虑</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer now (Ctrl+Return)</source>
        <translation>立即回答 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Tokens, their probabilities and experts</source>
        <translation>词元、概率与专家</translation>
    </message>
    <message>
        <source>Back to the answer (Esc)</source>
        <translation>返回回答 (Esc)</translation>
    </message>
    <message>
        <source>Read the reasoning alone</source>
        <translation>单独阅读推理过程</translation>
    </message>
    <message>
        <source>Copy the reasoning</source>
        <translation>复制推理过程</translation>
    </message>
    <message>
        <source>Hide the reasoning (Ctrl+R)</source>
        <translation>隐藏推理过程 (Ctrl+R)</translation>
    </message>
    <message>
        <source>Tint by doubt</source>
        <translation>按不确定程度着色</translation>
    </message>
    <message>
        <source>Experts …</source>
        <translation>专家…</translation>
    </message>
    <message>
        <source>Steps of the reasoning</source>
        <translation>推理步骤</translation>
    </message>
    <message>
        <source>This answer was given without thinking first.</source>
        <translation>此回答没有先思考。</translation>
    </message>
    <message>
        <source>What the model thinks before it answers will stand here.</source>
        <translation>模型回答前的思考会显示在这里。</translation>
    </message>
    <message>
        <source>Find in the reasoning</source>
        <translation>在思考中查找</translation>
    </message>
    <message>
        <source>The one before (Shift+Return)</source>
        <translation>上一个（Shift+Return）</translation>
    </message>
    <message>
        <source>The next one (Return)</source>
        <translation>下一个（Return）</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>离开（Esc）</translation>
    </message>
</context>
<context>
    <name>ThoughtStep</name>
    <message>
        <source>Answer, paragraph %1</source>
        <translation>回答，第 %1 段</translation>
    </message>
    <message>
        <source>Step %1, second thought</source>
        <translation>第 %1 步，重新考虑</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>回答 %1</translation>
    </message>
    <message>
        <source>second thought</source>
        <translation>重新考虑</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Edit and go on from here (F2)</source>
        <translation>编辑并从此处继续 (F2)</translation>
    </message>
    <message>
        <source>Copy this step</source>
        <translation>复制此步骤</translation>
    </message>
    <message>
        <source>Text to go on from</source>
        <translation>继续的起点文本</translation>
    </message>
    <message>
        <source>The model goes on after this text, in a new branch.</source>
        <translation>模型将在新分支中从这段文字之后继续。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on (Ctrl+Return)</source>
        <translation>继续 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Tokens of step %1</source>
        <translation>第 %1 步的词元</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理过程</translation>
    </message>
</context>
<context>
    <name>TokenPopup</name>
    <message>
        <source>“%1” was put here, not drawn</source>
        <translation>“%1”是放入的，而非采样所得</translation>
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
        <translation>点击可选择其他词元。</translation>
    </message>
    <message>
        <source>Experts of this token …</source>
        <translation>此词元的专家…</translation>
    </message>
    <message>
        <source>“%1”, as the server sent it</source>
        <translation>“%1”，服务器发来的原文</translation>
    </message>
    <message>
        <source>Choose one to go on with it. ← and → go to the neighbours, with Ctrl to the next doubt.</source>
        <translation>选一个即可从它继续。← → 移到相邻词元，加 Ctrl 移到下一处不确定的地方。</translation>
    </message>
    <message>
        <source>“%1”, this one: %2 %</source>
        <translation>“%1”，即此项：%2 %</translation>
    </message>
    <message>
        <source>Go on with “%1” instead: %2 %</source>
        <translation>改用“%1”继续：%2 %</translation>
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
    <message>
        <source>The answer has ended.</source>
        <translation>回答已结束。</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Show Mingsi</source>
        <translation>显示明思</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>TreeDialog</name>
    <message>
        <source>Map of the conversation</source>
        <translation>对话地图</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>你：%1</translation>
    </message>
    <message>
        <source>Compare this answer</source>
        <translation>比较此回答</translation>
    </message>
    <message>
        <source>Enter or a click goes there. Mark two to four answers, of other conversations too, to compare them.</source>
        <translation>按回车或单击即可前往。可标记两到四个回答（也可来自其他对话）进行对比。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>当前显示</translation>
    </message>
    <message>
        <source>marked to be compared</source>
        <translation>已标记用于比较</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
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
    <message>
        <source>The starter model is small. Get a bigger one …</source>
        <translation>入门模型很小。获取更大的模型…</translation>
    </message>
    <message>
        <source>A server answers: what you write goes to %1.</source>
        <translation>由服务器回答：您写的内容会发送到 %1。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::CompareViewModel</name>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>not thinking</source>
        <translation>不思考</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>local, no charge</source>
        <translation>本地，不收费</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) at most stand side by side.</source>
        <translation>
            <numerusform>最多并排 %n 个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>This answer has no other version yet. Answer again, or compare models.</source>
        <translation>这个回答还没有其他版本。可以重新回答，或对比模型。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ComposerViewModel</name>
    <message>
        <source>Pasted text %1</source>
        <translation>粘贴的文本 %1</translation>
    </message>
    <message>
        <source>%1 can&apos;t be attached: %2. PDF, DOCX, XLSX, HTML and all files of text can be.</source>
        <translation>无法添加附件 %1：%2。可添加 PDF、DOCX、XLSX、HTML 以及各种文本文件。</translation>
    </message>
    <message>
        <source>The documents are longer than the context: the passages that fit your question will be searched in them. Click a document to choose otherwise.</source>
        <translation>文档超出上下文长度：发送时将从中查找与问题最相关的段落。点击文档可另行选择。</translation>
    </message>
    <message>
        <source>Nothing of the documents fits beside the conversation. Start a new one, take fewer documents, or choose a longer context in the settings.</source>
        <translation>在这段对话之外，文档的任何部分都放不下。请新建对话、减少文档，或在设置中选择更长的上下文。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
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
    <name>mingsi::ui::DocumentViewModel</name>
    <message>
        <source>Nothing is attached to the questions above.</source>
        <translation>上面的提问没有附件。</translation>
    </message>
    <message>
        <source>No document &quot;%1&quot; is attached to the questions above.</source>
        <translation>上面的提问没有附上文档“%1”。</translation>
    </message>
    <message>
        <source>%1 has no such place.</source>
        <translation>%1 中没有这个位置。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::DownloadViewModel</name>
    <message>
        <source>%1 h %2 min left</source>
        <translation>剩余 %1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>The connection was cut. Trying again (%1) …</source>
        <translation>连接中断，正在重试（%1）…</translation>
    </message>
    <message>
        <source>%1 is here.</source>
        <translation>%1 已下载完成。</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>Looking what there is …</source>
        <translation>正在查看有哪些内容…</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Paused. What has come is kept.</source>
        <translation>已暂停。已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Begun before. What has come is kept.</source>
        <translation>上次已开始下载。已下载的部分会保留。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>a small reasoner for any machine</source>
        <translation>小型推理模型，任何电脑都能用</translation>
    </message>
    <message>
        <source>reasons well; from 8 GB of memory</source>
        <translation>推理能力好；需 8 GB 以上内存</translation>
    </message>
    <message>
        <source>16 billion parameters, 2.4 billion at work: quick; from 16 GB of memory</source>
        <translation>160 亿参数、每次只激活 24 亿，速度快；需 16 GB 以上内存</translation>
    </message>
    <message>
        <source>the best reasoner for one desk; from 32 GB of memory, or a large GPU</source>
        <translation>单机上最强的推理模型；需 32 GB 以上内存或大显存 GPU</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ExportViewModel</name>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，没有写入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 个对话写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a file on this machine.</source>
        <translation>请选择本机上的文件。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::GlobalShortcut</name>
    <message>
        <source>Show Mingsi</source>
        <translation>显示明思</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::LibraryModel</name>
    <message>
        <source>Added folder</source>
        <translation>添加的文件夹</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 参数</translation>
    </message>
    <message>
        <source>%1 parameters, %2 active</source>
        <translation>%1 参数，激活 %2</translation>
    </message>
    <message>
        <source>%1 tokens of context</source>
        <translation>上下文 %1 词元</translation>
    </message>
    <message>
        <source>prompt format of its family</source>
        <translation>使用同系列的提示词格式</translation>
    </message>
    <message>
        <source>its own prompt format</source>
        <translation>自带提示词格式</translation>
    </message>
    <message>
        <source>Not all of its files are there. Download it again: what is there is kept.</source>
        <translation>文件不完整。请重新下载：已有的部分会保留。</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::MachineViewModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Looking for a GPU …</source>
        <translation>正在查找 GPU…</translation>
    </message>
    <message>
        <source>This build of Mingsi computes on the processor alone: it was made without CUDA.</source>
        <translation>此版本的明思编译时没有 CUDA，只能用处理器计算。</translation>
    </message>
    <message>
        <source>No NVIDIA GPU with a driver was found on this machine.</source>
        <translation>本机没有找到带驱动的 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>This GPU is too old: compute capability 7.5 is needed.</source>
        <translation>此 GPU 太旧：需要计算能力 7.5。</translation>
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
    <message>
        <source>Starter model</source>
        <translation>入门模型</translation>
    </message>
    <message>
        <source>A model of the server %1</source>
        <translation>服务器 %1 上的模型</translation>
    </message>
    <message>
        <source>A model of the server %1 · context %2 tokens</source>
        <translation>服务器 %1 上的模型 · 上下文 %2 词元</translation>
    </message>
    <message>
        <source>The model computes on the processor instead. %1</source>
        <translation>模型改用处理器计算。%1</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>权重位置</translation>
    </message>
    <message>
        <source>%1, if that is chosen under Look and behaviour</source>
        <translation>%1（需在“外观与行为”中选择 GPU）</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::Notifier</name>
    <message>
        <source>The answer failed</source>
        <translation>回答失败</translation>
    </message>
    <message>
        <source>The answer is here</source>
        <translation>回答已完成</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::PromptsViewModel</name>
    <message>
        <source>en</source>
        <comment>the language of the prompts that come with the program: en or zh_CN</comment>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>The prompts were written to %1.</source>
        <translation>提示词已写入 %1。</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written. Choose another place.</source>
        <translation>无法写入文件 %1。请选择其他位置。</translation>
    </message>
    <message>
        <source>%1 holds no prompts: a JSON list of name, title and text is expected.</source>
        <translation>%1 中没有提示词：应为包含 name、title 和 text 的 JSON 列表。</translation>
    </message>
    <message>
        <source>There is a prompt /%1 already: choose another name.</source>
        <translation>已有提示词 /%1，请换一个名称。</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s) came in from %1.</source>
        <translation>
            <numerusform>从 %1 导入了 %n 个提示词。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mingsi::ui::SearchViewModel</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理过程</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ServersViewModel</name>
    <message>
        <source>The server has no models.</source>
        <translation>该服务器没有模型。</translation>
    </message>
    <message>
        <source>The connection to %1 is not encrypted: whoever is between can read along.</source>
        <translation>与 %1 的连接未加密：中间的任何人都能看到内容。</translation>
    </message>
    <message>
        <source>The key can&apos;t be stored in %1: it is forgotten at the end.</source>
        <translation>密钥无法保存到 %1：程序结束后即被忘记。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::ThoughtViewModel</name>
    <message>
        <source>You asked for the answer here.</source>
        <translation>你在此处要求直接回答。</translation>
    </message>
    <message>
        <source>The thinking budget was used up here.</source>
        <translation>思考预算在此用完。</translation>
    </message>
    <message>
        <source>The thought went round in circles and was ended here.</source>
        <translation>思考陷入循环，在此结束。</translation>
    </message>
    <message>
        <source>Another model is open: tokens of %1 mean nothing to it. Open that model, or edit the text.</source>
        <translation>当前打开的是另一个模型，%1 的词元对它没有意义。请打开那个模型，或改为编辑文本。</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
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
    <message>
        <source>Stopped: the answer went round in circles.</source>
        <translation>已停止：回答陷入循环。</translation>
    </message>
</context>
<context>
    <name>mingsi::ui::TreeViewModel</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>The same text came again, to the last character.</source>
        <translation>得到了完全相同的文本。</translation>
    </message>
    <message>
        <source>Another text came: the thought parts at character %1.</source>
        <translation>文本不同：思考从第 %1 个字符起不同。</translation>
    </message>
    <message>
        <source>Another text came: the answer parts at character %1.</source>
        <translation>文本不同：回答从第 %1 个字符起不同。</translation>
    </message>
    <message>
        <source>What has changed since:</source>
        <translation>此后发生的变化：</translation>
    </message>
    <message>
        <source>Model, template, engine and device are the same; a text that was stopped or edited, or other earlier messages, explain it.</source>
        <translation>模型、模板、引擎和设备都相同；原因可能是文本曾被停止或编辑，或前面的消息不同。</translation>
    </message>
</context>
</TS>
