# SPDX-License-Identifier: Apache-2.0
"""Greetings, questions about Mingsi itself, and saying honestly what the model can't do."""

import talk
from item import Item

from skills import checks

ABILITIES = {
    "en": "calculate, compare decimals, round, work with percentages, units, dates and small tables, sort lists, count letters, check claims and follow formats",
    "zh": "计算、比较小数、四舍五入、算百分比、换算单位、推算日期、读小表格、排序、数字母、核对说法、按格式作答",
}
# What the small starter had to decline and this one is taught.
TAUGHT = ("divide", "除以", "除法", "outline", "提纲", "capital", "sort", "排序", "compare", "percent")
THANKED = {"en": "welcome|pleasure", "zh": "不客气|不用谢"}
MINGSI = {
    "en": [(["How do I export a conversation?", "How can I export this chat?", "Can I save a conversation as PDF?", "How do I get a conversation as Markdown?", "Where do I export a chat?", "Which formats can I export to?"],
             "The question is about exporting.", "Open the conversation's menu and choose Export: Markdown, HTML, PDF, JSON, ODT and DOCX are offered.", "Export"),
           (["How do I search my conversations?", "How can I find an old conversation?", "Where do I search?", "Can I search in past chats?", "How do I find something I asked before?", "Is there a search?"],
             "The question is about searching.", "Type into the search field above the list of conversations: it looks through messages and reasoning.", "search field"),
           (["How do I attach a file?", "How can I add a document?", "Can I attach a PDF?", "Where do I add a file to my question?", "How do I give Mingsi a file?", "Which files can I attach?"],
             "The question is about attachments.", "Drop the file on the window, or use the clip beside the text field. PDF, DOCX, XLSX, CSV and Markdown are read.", "clip"),
           (["Can I use Mingsi without a network?", "Does Mingsi work offline?", "Do I need the internet?", "Is a network connection needed?", "Can I use this offline?", "Does it run without internet?"],
             "The question is about the network.", "Yes. A local model needs no network at all; only downloads and remote endpoints do.", "no network"),
           (["What is the reasoning?", "What does reasoning mean here?", "What is this thinking text?", "What is shown beside the answer?", "Why does the model think first?", "What is the thought?"],
             "The question is about the reasoning.", "It is what the model thinks before its answer. Mingsi shows it beside the answer.", "before its answer"),
           (["Where can I change the language?", "How do I switch to Chinese?", "Can I change the language?", "How do I set the language to English?", "Where is the language setting?", "How can I get the Chinese interface?"],
             "The question is about the language.", "In the settings, under Language: English or Chinese.", "settings")],
    "zh": [(["怎么导出对话？", "如何导出聊天？", "对话能存成PDF吗？", "怎么把对话保存成 Markdown？", "在哪里导出？", "可以导出成什么格式？"],
             "问题是关于导出的。", "打开对话的菜单，选择导出：支持 Markdown、HTML、PDF、JSON、ODT 和 DOCX。", "导出"),
           (["怎么搜索对话？", "怎么找以前的对话？", "在哪里搜索？", "能搜索聊天记录吗？", "怎样查找以前的问题？", "有搜索功能吗？"],
             "问题是关于搜索的。", "在对话列表上方的搜索框里输入：消息和推理都会被搜索。", "搜索框"),
           (["怎么附加文件？", "怎么添加文件？", "能上传PDF吗？", "在哪里加附件？", "怎样把文件交给明思？", "支持哪些文件？"],
             "问题是关于附件的。", "把文件拖进窗口，或点输入框旁的回形针。可以读 PDF、DOCX、XLSX、CSV 和 Markdown。", "回形针"),
           (["不联网能用明思吗？", "离线能用吗？", "明思需要网络吗？", "必须联网吗？", "没有网能用吗？", "断网可以用明思吗？"],
             "问题是关于联网的。", "能。本地模型完全不需要网络，只有下载和远程接口才需要。", "不需要网络"),
           (["推理过程是什么？", "推理是什么意思？", "旁边显示的是什么？", "思考过程是什么？", "为什么要先思考？", "答案旁边的文字是什么？"],
             "问题是关于推理的。", "它是模型在回答之前写下的思考。明思把它显示在回答旁边。", "回答之前"),
           (["在哪里改语言？", "怎么切换成英文？", "可以换语言吗？", "怎么设置语言？", "语言设置在哪里？", "怎么改成中文界面？"],
             "问题是关于语言的。", "在设置的“语言”里：中文或英文。", "设置")],
}


def greeting(draw):
    return from_talk(draw, draw.pick(("greet", "greet", "thanks", "bye")))


def about_mingsi(draw):
    if draw.rng.random() < 0.5:
        return from_talk(draw, draw.pick(("identity", "ability", "usage")))
    questions, reasoning, answer, phrase = draw.pick(MINGSI[draw.lang])
    opener, closer = draw.pick(talk.OPENERS[draw.lang]), draw.pick(talk.CLOSERS[draw.lang])
    question = opener + draw.pick(questions) + closer
    return Item("mingsi", draw.lang, question, reasoning, answer, phrase, f"talk {question}", check=checks.phrases(phrase))


def decline(draw):
    while True:
        item = from_talk(draw, "refuse")
        if not any(word in item.question for word in TAUGHT):
            return item


def from_talk(draw, skill):
    item = talk.talk(draw.rng, draw.lang, skill, ABILITIES)
    item.check = checks.phrases(item.expect or THANKED[draw.lang])
    item.skill = {"refuse": "decline", "greet": "greeting", "thanks": "greeting", "bye": "greeting"}.get(skill, "mingsi")
    return item
