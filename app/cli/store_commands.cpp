// SPDX-License-Identifier: Apache-2.0
// list, search, export and import: what has been said, without a window.
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unistd.h>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/store_option.h"
#include "app/exchange/export_run.h"
#include "app/exchange/export_text.h"
#include "app/exchange/import_run.h"
#include "print/print_formats.h"
#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "app/store/search_db.h"
#include "app/store/search_text.h"

namespace mingsi::app::cli {

namespace {

void print(const QString &line)
{
    std::puts(line.toUtf8().constData());
}

void print(const QJsonObject &object)
{
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

/// A text on one line, without what a terminal would take for a command.
QString oneLine(const QString &text)
{
    QString line;
    for (const QChar c : text.simplified())
        line += c.category() == QChar::Other_Control ? QChar(QChar::ReplacementCharacter) : c;
    return line;
}

QString placeName(SearchHit::Place place)
{
    switch (place) {
    case SearchHit::Place::Title: return QStringLiteral("title");
    case SearchHit::Place::Question: return QStringLiteral("question");
    case SearchHit::Place::Answer: return QStringLiteral("answer");
    case SearchHit::Place::Reasoning: return QStringLiteral("reasoning");
    }
    return {};
}

ExportOptions optionsOf(const QCommandLineParser &parser)
{
    ExportOptions options;
    const QString content = parser.value(QStringLiteral("content"));
    if (content == u"answers")
        options.content = ExportOptions::Content::Answers;
    else if (content == u"reasoning")
        options.content = ExportOptions::Content::Reasoning;
    else if (content != u"all")
        throw UsageError(QCoreApplication::translate("CommandLine", "--content is all, answers or reasoning."));
    options.metadata = !parser.isSet(QStringLiteral("no-metadata"));
    options.allBranches = parser.isSet(QStringLiteral("all-branches"));
    const QString paper = parser.value(QStringLiteral("paper")).toLower();
    if (paper == u"letter")
        options.paper = ExportOptions::Paper::Letter;
    else if (paper.isEmpty())
        options.paper = usualPaper();
    else if (paper != u"a4")
        throw UsageError(QCoreApplication::translate("CommandLine", "--paper is a4 or letter."));
    return options;
}

RowId folderNamed(Database &database, const QString &name)
{
    for (const Folder &folder : waitFor(ConversationDb(database).folders())) {
        if (folder.name == name)
            return folder.id;
    }
    throw UsageError(QCoreApplication::translate("CommandLine", "There is no folder \"%1\".").arg(name));
}

/// What the options of export name.
ExportScope scopeOf(const QCommandLineParser &parser, Database &database)
{
    ExportScope scope;
    if (parser.isSet(QStringLiteral("id"))) {
        scope.conversation = static_cast<RowId>(integerOption(parser, QStringLiteral("id"), 0, 1, INT64_MAX));
        const auto list = waitFor(ConversationDb(database).list());
        const auto same = [&](const Conversation &one) { return one.id == scope.conversation; };
        if (std::none_of(list.cbegin(), list.cend(), same))
            throw UsageError(
                QCoreApplication::translate("CommandLine", "There is no conversation %1.").arg(scope.conversation));
    }
    if (parser.isSet(QStringLiteral("folder")))
        scope.folder = folderNamed(database, parser.value(QStringLiteral("folder")));
    for (const char *name : {"message", "branch"}) {
        const auto option = QString::fromLatin1(name);
        if (!parser.isSet(option))
            continue;
        const auto message = static_cast<RowId>(integerOption(parser, option, 0, 1, INT64_MAX));
        const auto branch = waitFor(MessageDb(database).branchTo(message));
        if (branch.isEmpty())
            throw UsageError(QCoreApplication::translate("CommandLine", "There is no message %1.").arg(message));
        scope.conversation = branch.constLast().conversation;
        (option == u"message" ? scope.message : scope.leaf) = message;
    }
    return scope;
}

}  // namespace

int list(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Lists the conversations, the one used last first."));
    addStoreOption(parser);
    parser.addOption(
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object a line.")});
    parse(parser, QStringLiteral("list"), arguments);
    const auto database = openStore(parser, false);
    for (const Conversation &conversation : waitFor(ConversationDb(*database).list())) {
        const QString title = exporttext::titleOf(conversation);
        if (parser.isSet(QStringLiteral("json")))
            print(QJsonObject{{QStringLiteral("id"), conversation.id},
                              {QStringLiteral("title"), title},
                              {QStringLiteral("created_at"), exporttext::timeOf(conversation.createdAt)},
                              {QStringLiteral("used_at"), exporttext::timeOf(conversation.usedAt)},
                              {QStringLiteral("pinned"), conversation.pinned},
                              {QStringLiteral("archived"), conversation.archived}});
        else
            print(QStringLiteral("%1  %2  %3")
                      .arg(conversation.id, 6)
                      .arg(QLocale().toString(conversation.usedAt, QLocale::ShortFormat), oneLine(title)));
    }
    return Success;
}

int search(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Finds a text in titles, questions, answers and reasoning."));
    addStoreOption(parser);
    parser.addOptions({
        {QStringLiteral("in"),
         QCoreApplication::translate("CommandLine", "everywhere, questions, answers or reasoning."),
         QStringLiteral("W"), QStringLiteral("everywhere")},
        {QStringLiteral("limit"), QCoreApplication::translate("CommandLine", "Most places to print (default 100)."),
         QStringLiteral("N")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object a line.")},
    });
    parser.addPositionalArgument(QStringLiteral("TEXT"),
                                 QCoreApplication::translate("CommandLine", "What to look for."));
    parse(parser, QStringLiteral("search"), arguments);
    const QStringList places{QStringLiteral("everywhere"), QStringLiteral("questions"), QStringLiteral("answers"),
                             QStringLiteral("reasoning")};
    const auto where = places.indexOf(parser.value(QStringLiteral("in")));
    if (parser.positionalArguments().size() != 1 || where < 0)
        throw UsageError(QCoreApplication::translate(
            "CommandLine", "One text is expected; --in is everywhere, questions, answers or reasoning."));
    const auto database = openStore(parser, false);
    SearchQuery query{parser.positionalArguments().constFirst(), static_cast<SearchQuery::Where>(where)};
    query.limit = static_cast<int>(integerOption(parser, QStringLiteral("limit"), 100, 1, 100000));
    for (const SearchHit &hit : waitFor(SearchDb(*database).find(query))) {
        if (parser.isSet(QStringLiteral("json"))) {
            print(QJsonObject{{QStringLiteral("conversation"), hit.conversation},
                              {QStringLiteral("message"), hit.message},
                              {QStringLiteral("place"), placeName(hit.place)},
                              {QStringLiteral("title"), hit.title},
                              {QStringLiteral("snippet"), plainSnippet(hit.snippet)}});
        } else {
            print(QStringLiteral("%1  %2  %3: %4")
                      .arg(hit.conversation, 6)
                      .arg(placeName(hit.place), oneLine(hit.title), oneLine(plainSnippet(hit.snippet))));
        }
    }
    return Success;
}

int exportCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("CommandLine", "Writes conversations into a file."));
    addStoreOption(parser);
    parser.addOptions({
        {QStringLiteral("id"), QCoreApplication::translate("CommandLine", "The conversation, as list names it."),
         QStringLiteral("N")},
        {QStringLiteral("all"), QCoreApplication::translate("CommandLine", "All conversations.")},
        {QStringLiteral("folder"), QCoreApplication::translate("CommandLine", "The conversations of a folder."),
         QStringLiteral("NAME")},
        {QStringLiteral("message"),
         QCoreApplication::translate("CommandLine", "One message, as search --json names it."), QStringLiteral("N")},
        {QStringLiteral("branch"),
         QCoreApplication::translate("CommandLine", "The branch that ends with this message."), QStringLiteral("N")},
        {QStringLiteral("all-branches"),
         QCoreApplication::translate("CommandLine", "Each branch of a conversation, not only the one that is shown.")},
        {QStringLiteral("paper"),
         QCoreApplication::translate("CommandLine", "Of PDF: a4 or letter (default: the country's)."),
         QStringLiteral("P")},
        {QStringLiteral("format"),
         QCoreApplication::translate(
             "CommandLine",
             "md, html, pdf, txt, json, docx, odt, pptx (slide outlines), xlsx or csv (tables); "
             "default: as the file's name ends."),
         QStringLiteral("F")},
        {QStringLiteral("out"), QCoreApplication::translate("CommandLine", "The file to write."), QStringLiteral("F")},
        {QStringLiteral("content"),
         QCoreApplication::translate("CommandLine", "all, answers or reasoning (default: all)."), QStringLiteral("W"),
         QStringLiteral("all")},
        {QStringLiteral("no-metadata"),
         QCoreApplication::translate("CommandLine", "Leave out models, times and tokens.")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object.")},
    });
    parse(parser, QStringLiteral("export"), arguments);
    int scopes = 0;
    for (const char *name : {"all", "id", "folder", "message", "branch"})
        scopes += parser.isSet(QString::fromLatin1(name)) ? 1 : 0;
    if (scopes != 1)
        throw UsageError(QCoreApplication::translate(
            "CommandLine", "One of --id, --all, --folder, --message and --branch is expected."));
    const QString file = parser.value(QStringLiteral("out"));
    if (file.isEmpty())
        throw UsageError(QCoreApplication::translate("CommandLine", "--out is expected."));
    const auto format = exportFormat(parser.isSet(QStringLiteral("format")) ? parser.value(QStringLiteral("format"))
                                                                            : QFileInfo(file).suffix());
    if (!format)
        throw UsageError(QCoreApplication::translate(
            "CommandLine", "--format is md, html, pdf, txt, json, docx, odt, pptx, xlsx or csv."));
    const ExportOptions options = optionsOf(parser);
    const auto database = openStore(parser, false);
    const auto progress = [shows = isatty(STDERR_FILENO) != 0](double share) {
        if (shows)
            std::fprintf(stderr, share >= 1 ? "\r\033[K" : "\r%.0f %%", std::floor(100 * share));
        return true;
    };
    const auto written =
        runExport(*database, scopeOf(parser, *database), *format, options, file, progress, makePrintingExporter);
    if (!written)
        throw CommandFailure{written.failure()};
    if (parser.isSet(QStringLiteral("json")))
        print(QJsonObject{{QStringLiteral("conversations"), *written}, {QStringLiteral("file"), file}});
    else
        print(QCoreApplication::translate("CommandLine", "%n conversation(s) written to %1.", nullptr, *written)
                  .arg(file));
    return Success;
}

int importCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "CommandLine", "Takes in conversations of DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi."));
    addStoreOption(parser);
    parser.addOptions({
        {QStringLiteral("preview"), QCoreApplication::translate("CommandLine", "Only tell what would come in.")},
        {QStringLiteral("json"), QCoreApplication::translate("CommandLine", "Print one JSON object.")},
    });
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QCoreApplication::translate("CommandLine", "JSON, or a zip that holds it."));
    parse(parser, QStringLiteral("import"), arguments);
    if (parser.positionalArguments().size() != 1)
        throw UsageError(QCoreApplication::translate("CommandLine", "One file is expected."));
    const auto database = openStore(parser, true);
    const auto done =
        runImport(*database, parser.positionalArguments().constFirst(), parser.isSet(QStringLiteral("preview")), {});
    if (!done)
        throw CommandFailure{done.failure()};
    if (parser.isSet(QStringLiteral("json"))) {
        print(QJsonObject{{QStringLiteral("source"), done->source},
                          {QStringLiteral("conversations"), done->conversations},
                          {QStringLiteral("grown"), done->grown},
                          {QStringLiteral("known"), done->known},
                          {QStringLiteral("messages"), done->messages},
                          {QStringLiteral("skipped"), done->skipped},
                          {QStringLiteral("problems"), QJsonArray::fromStringList(done->problems)}});
        return Success;
    }
    print(describeReport(*done));
    return Success;
}

}  // namespace mingsi::app::cli
