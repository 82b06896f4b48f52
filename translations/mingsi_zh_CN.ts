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
            <numerusform>%1 · %n 个词元</numerusform></translation>
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
        <source>Folder of Mingsi's data.</source>
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
        <source>Describes a model file and whether it fits this machine.</source>
        <translation>描述模型文件，以及它是否适合本机。</translation>
    </message>
    <message>
        <source>GGUF file, or "starter".</source>
        <translation>GGUF 文件，或 "starter"。</translation>
    </message>
    <message>
        <source>inspect expects one file.</source>
        <translation>inspect 需要一个文件。</translation>
    </message>
    <message>
        <source>Usage: mingsi-cli COMMAND [OPTIONS]

  chat      ask a model, or talk with it on the terminal
  inspect   describe a model file and whether it fits this machine

mingsi-cli COMMAND --help lists the options of a command.
</source>
        <translation>用法：mingsi-cli 命令 [选项]

  chat      向模型提问，或在终端里与它对话
  inspect   描述模型文件，以及它是否适合本机

mingsi-cli 命令 --help 列出该命令的选项。
</translation>
    </message>
    <message>
        <source>a command is missing.</source>
        <translation>缺少命令。</translation>
    </message>
    <message>
        <source>"%1" is not a command.</source>
        <translation>“%1”不是命令。</translation>
    </message>
    <message>
        <source>GGUF file, or "starter" (default: the one chosen last).</source>
        <translation>GGUF 文件，或 "starter"（默认：上次选择的）。</translation>
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
        <source>The file %1 can't be read. Check its permissions and that its disk is there.</source>
        <translation>无法读取文件 %1。请检查它的权限，以及磁盘是否在位。</translation>
    </message>
    <message>
        <source>The file %1 is empty. Download it again.</source>
        <translation>文件 %1 是空的。请重新下载。</translation>
    </message>
    <message>
        <source>%1 is not a model file. Choose a GGUF file.</source>
        <translation>%1 不是模型文件。请选择 GGUF 文件。</translation>
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
        <source>The format version of %1 is not supported. Get a GGUF file of version 3, little-endian.</source>
        <translation>不支持 %1 的格式版本。请使用小端序的 GGUF 第 3 版文件。</translation>
    </message>
    <message>
        <source>The model file %1 is damaged. Download it again.</source>
        <translation>模型文件 %1 已损坏。请重新下载。</translation>
    </message>
    <message>
        <source>The model in %1 has an architecture that Mingsi does not know yet. Choose a DeepSeek V2, V3 or R1 model.</source>
        <translation>明思还不认识 %1 中模型的架构。请选择 DeepSeek V2、V3 或 R1 模型。</translation>
    </message>
    <message>
        <source>The weights in %1 have a type that Mingsi does not compute with yet. Choose a file with F32, F16, BF16 or Q8_0 weights.</source>
        <translation>明思还不能计算 %1 中的权重类型。请选择 F32、F16、BF16 或 Q8_0 权重的文件。</translation>
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
        <source>The tokenizer of %1 is not supported. Choose a model with DeepSeek's tokenizer.</source>
        <translation>不支持 %1 的分词器。请选择使用 DeepSeek 分词器的模型。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller model.</source>
        <translation>内存不足。请关闭其他程序，或选择更小的模型。</translation>
    </message>
    <message>
        <source>The conversation is longer than the model's context. Start a new conversation, or ask less at once.</source>
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
        <source>The conversations in %1 can't be opened. Check that the folder exists, or choose another one with --data-dir.</source>
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
        <source>The folder of %1 can't be written. Change its permissions, or choose another folder with --data-dir.</source>
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
        <source>Model to open: a GGUF file, or "starter".</source>
        <translation>要打开的模型：GGUF 文件，或 "starter"。</translation>
    </message>
    <message>
        <source>Model to open.</source>
        <translation>要打开的模型。</translation>
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
            <numerusform>思考中 · %1 秒 · %n 个词元</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Thought for %1 s · %n token(s)</source>
        <translation>
            <numerusform>思考了 %1 秒 · %n 个词元</numerusform></translation>
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
        <source>How many r's are in strawberry?</source>
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
