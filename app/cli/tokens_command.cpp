// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <iostream>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/model_option.h"

namespace mingsi::app::cli {

namespace {

void print(const std::vector<engine::TokenId> &ids, bool json)
{
    if (json) {
        QJsonArray array;
        for (const engine::TokenId id : ids)
            array.append(id);
        std::cout
            << QJsonDocument(QJsonObject{{QStringLiteral("ids"), array}}).toJson(QJsonDocument::Compact).toStdString()
            << "\n";
        return;
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
        std::cout << (i ? "," : "") << ids[i];
    std::cout << "\n";
}

}  // namespace

int tokenize(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("CommandLine", "Prints the token ids of a text."));
    addModelOptions(parser);
    parser.addOptions({
        {QStringLiteral("text"), QCoreApplication::translate("CommandLine", "The text."), QStringLiteral("T")},
        {QStringLiteral("file"), QCoreApplication::translate("CommandLine", "A file with the text."),
         QStringLiteral("F")},
        {QStringLiteral("special"),
         QCoreApplication::translate("CommandLine", "Special tokens spelt in the text become their ids.")},
        {QStringLiteral("null"),
         QCoreApplication::translate("CommandLine", "Texts end at NUL bytes; each gets a line of its own.")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print JSON: the ids under \"ids\".")},
    });
    parse(parser, QStringLiteral("tokenize"), arguments);
    const QByteArray text = textOption(parser);
    const auto tokenizer = engine::open_tokenizer(chosenModel(parser).source());
    const bool special = parser.isSet(QStringLiteral("special"));
    const bool json = parser.isSet(QStringLiteral("json"));
    QList<QByteArray> texts{text};
    if (parser.isSet(QStringLiteral("null"))) {
        texts = text.split('\0');
        if (texts.constLast().isEmpty())
            texts.removeLast();
    }
    for (const QByteArray &part : std::as_const(texts))
        print(tokenizer->encode(std::string_view(part.constData(), static_cast<std::size_t>(part.size())), special),
              json);
    std::cout << std::flush;
    return Success;
}

int detokenize(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("CommandLine", "Prints the text of token ids."));
    addModelOptions(parser);
    parser.addOptions({
        {QStringLiteral("ids"), QCoreApplication::translate("CommandLine", "Token ids with commas between."),
         QStringLiteral("IDS")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print JSON: the text under \"text\".")},
    });
    parse(parser, QStringLiteral("detokenize"), arguments);
    const auto ids = idsOption(parser, QStringLiteral("ids"));
    const auto tokenizer = engine::open_tokenizer(chosenModel(parser).source());
    for (const engine::TokenId id : ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= tokenizer->size())
            throw UsageError(
                QCoreApplication::translate("CommandLine", "The token id %1 lies outside the vocabulary.").arg(id));
    }
    const std::string text = tokenizer->decode(ids);
    if (parser.isSet(QStringLiteral("json")))
        std::cout << QJsonDocument(QJsonObject{{QStringLiteral("text"), QString::fromStdString(text)}})
                         .toJson(QJsonDocument::Compact)
                         .toStdString()
                  << std::endl;
    else
        std::cout << text << std::endl;
    return Success;
}

}  // namespace mingsi::app::cli
