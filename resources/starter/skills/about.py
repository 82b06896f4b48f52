# SPDX-License-Identifier: Apache-2.0
"""Greetings, questions about Mingsi itself, and saying honestly what the model can't do."""

from item import Item

from skills import checks, talk

BEYOND = {"en": ["x + 3 = 7, what is x?", "What is 2^10?", "1/2 + 1/3 as a fraction", "Factor 91.", "What is sin 30?", "How do I cook rice?",
                 "How do I make tea?", "How do I bake bread?", "Is 97 a prime number?", "What is the cube root of 27?", "Solve 2x = 10."],
          "zh": ["x+3=7，x是几？", "2的10次方是多少？", "1/2加1/3等于几分之几？", "把91分解质因数。", "sin 30 是多少？", "怎么煮米饭？", "怎么泡茶？",
                 "面包怎么烤？", "97是质数吗？", "27的立方根是多少？", "解方程 2x=10。"]}
REFUSED = ("can't do that", "这个我不会")
# What an answer must say, where it is more than the phrase.
SAID = {"thanks": {"en": "welcome|pleasure", "zh": "不客气|不用谢"}, "greet": {"en": "Hello", "zh": "你好"},
        "identity": {"en": "the starter model of Mingsi", "zh": "明思的入门模型"}, "ability": {"en": "Try:", "zh": "试试"}}
MINGSI = {
    "en": [(["How do I export a conversation?", "How can I export this chat?", "Can I save a conversation as PDF?", "How do I get a conversation as Markdown?", "Where do I export a chat?", "Which formats can I export to?"],
             "The question is about exporting.", "Press Ctrl+E, or choose Menu, Conversation, Export: Markdown, HTML, PDF, DOCX, ODT, plain text, JSON, PPTX, XLSX and CSV are offered.", "Export"),
           (["How do I search my conversations?", "How can I find an old conversation?", "Where do I search?", "Can I search in past chats?", "How do I find something I asked before?", "Is there a search?"],
             "The question is about searching.", "Press Ctrl+F or the search button at the top: titles, questions, answers and reasoning are searched.", "Ctrl+F"),
           (["How do I attach a file?", "How can I add a document?", "Can I attach a PDF?", "Where do I add a file to my question?", "How do I give Mingsi a file?", "Which files can I attach?"],
             "The question is about attachments.", "Drop the file on the window, or use the clip beside the text field. PDF, DOCX, XLSX, HTML, CSV and Markdown are read.", "clip"),
           (["Can I use Mingsi without a network?", "Does Mingsi work offline?", "Do I need the internet?", "Is a network connection needed?", "Can I use this offline?", "Does it run without internet?"],
             "The question is about the network.", "Yes. A local model needs no network at all; only downloads and remote endpoints do.", "no network"),
           (["What is the reasoning?", "What does reasoning mean here?", "What is this thinking text?", "What is shown beside the answer?", "What is the thought?"],
             "The question is about the reasoning.", "It is what the model thinks before its answer. Mingsi shows it beside the answer.", "before its answer"),
           (["Why does the model think first?", "Why does it think before it answers?", "What is the thinking good for?", "Why so much thinking?"],
             "The question is about thinking.", "A written thought helps the model to make fewer mistakes, and you can follow how it came to its answer.", "fewer mistakes"),
           (["Where can I change the language?", "How do I switch to Chinese?", "Can I change the language?", "How do I set the language to English?", "Where is the language setting?", "How can I get the Chinese interface?"],
             "The question is about the language.", "In the menu, under Program: English or Chinese.", "Program")],
    "zh": [(["怎么导出对话？", "如何导出聊天？", "对话能存成PDF吗？", "怎么把对话保存成 Markdown？", "在哪里导出？", "可以导出成什么格式？"],
             "问题是关于导出的。", "按 Ctrl+E，或在菜单的“对话”里选择导出：支持 Markdown、HTML、PDF、DOCX、ODT、纯文本、JSON、PPTX、XLSX 和 CSV。", "导出"),
           (["怎么搜索对话？", "怎么找以前的对话？", "在哪里搜索？", "能搜索聊天记录吗？", "怎样查找以前的问题？", "有搜索功能吗？"],
             "问题是关于搜索的。", "按 Ctrl+F 或点顶部的搜索按钮：标题、问题、回答和推理过程都会被搜索。", "Ctrl+F"),
           (["怎么附加文件？", "怎么添加文件？", "能上传PDF吗？", "在哪里加附件？", "怎样把文件交给明思？", "支持哪些文件？"],
             "问题是关于附件的。", "把文件拖进窗口，或点输入框旁的回形针。可以读 PDF、DOCX、XLSX、HTML、CSV 和 Markdown。", "回形针"),
           (["不联网能用明思吗？", "离线能用吗？", "明思需要网络吗？", "必须联网吗？", "没有网能用吗？", "断网可以用明思吗？"],
             "问题是关于联网的。", "能。本地模型完全不需要网络，只有下载和远程接口才需要。", "不需要网络"),
           (["推理过程是什么？", "推理是什么意思？", "旁边显示的是什么？", "思考过程是什么？", "答案旁边的文字是什么？"],
             "问题是关于推理的。", "它是模型在回答之前写下的思考。明思把它显示在回答旁边。", "回答之前"),
           (["为什么要先思考？", "模型为什么先想再答？", "思考有什么用？", "为什么想这么多？"],
             "问题是关于思考的。", "把思考写下来可以少出错，您也能看到答案是怎么来的。", "少出错"),
           (["在哪里改语言？", "怎么切换成英文？", "可以换语言吗？", "怎么设置语言？", "语言设置在哪里？", "怎么改成中文界面？"],
             "问题是关于语言的。", "在菜单的“程序”里：中文或英文。", "程序")],
}


def greeting(draw):
    return from_talk(draw, draw.pick(("greet", "greet", "thanks", "bye")))


def about_mingsi(draw):
    if draw.rng.random() < 0.5:
        return from_talk(draw, draw.pick(("identity", "ability", "usage")))
    questions, reasoning, answer, phrase = draw.pick(MINGSI[draw.lang])
    opener, closer = draw.pick(talk.OPENERS[draw.lang]), draw.pick(talk.CLOSERS[draw.lang])
    question = draw.pick(questions)
    question = opener + (question[0].lower() + question[1:] if opener else question) + closer
    return Item("mingsi", draw.lang, question, reasoning, answer, phrase, f"talk {question}",
                check=checks.phrases(phrase, forbidden=REFUSED))


def decline(draw):
    item = talk.declined(draw, draw.pick(BEYOND[draw.lang])) if draw.rng.random() < 0.15 else talk.refuse(draw)
    item.check = checks.phrases(item.expect)
    return item


def from_talk(draw, subject):
    item = talk.talk(draw, subject)
    item.check = checks.phrases(SAID.get(subject, {}).get(draw.lang) or item.expect, forbidden=REFUSED)
    return item
