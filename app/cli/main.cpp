// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QHash>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <new>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/store_option.h"
#include "app/failure.h"
#include "print/page_application.h"
#include "app/translation.h"

namespace mingsi::app::cli {

namespace {

void complain(const QString &message)
{
    std::fputs((QStringLiteral("mingsi-cli: ") + message + u'\n').toUtf8().constData(), stderr);
}

QString overview()
{
    return QCoreApplication::translate("CommandLine",
                                       "Usage: mingsi-cli COMMAND [OPTIONS]\n"
                                       "\n"
                                       "  chat        ask a model, or talk with it on the terminal\n"
                                       "  inspect     describe a model and whether it fits this machine\n"
                                       "  tokenize    print the token ids of a text\n"
                                       "  detokenize  print the text of token ids\n"
                                       "  logits      write a model's logits as a NumPy file\n"
                                       "  perplexity  measure how well a model foretells a text\n"
                                       "  bench       measure how fast a model reads and writes\n"
                                       "  quantize    write a model with weights of another type\n"
                                       "  synthesize  write a random model in the shapes of a published one\n"
                                       "  list        list the conversations\n"
                                       "  search      find a text in them\n"
                                       "  export      write them into a file\n"
                                       "  import      take in those of other programs\n"
                                       "\n"
                                       "mingsi-cli COMMAND --help lists the options of a command.\n");
}

int statusOf(Failure::Kind kind)
{
    switch (kind) {
    case Failure::Kind::StoreUnreadable:
    case Failure::Kind::StoreCorrupt:
    case Failure::Kind::StoreTooNew:
    case Failure::Kind::FileUnusable: return BadInput;
    case Failure::Kind::StoreFull:
    case Failure::Kind::FileUnwritable:
    case Failure::Kind::OutOfMemory: return OutOfResources;
    default: return OtherError;
    }
}

int statusOf(engine::ErrorCode code)
{
    switch (code) {
    case engine::ErrorCode::OutOfMemory:
    case engine::ErrorCode::FileUnwritable: return OutOfResources;
    case engine::ErrorCode::InvalidArgument: return BadUsage;
    case engine::ErrorCode::ContextFull:
    case engine::ErrorCode::DeviceLost:
    case engine::ErrorCode::DeviceUnavailable: return OtherError;
    default: return BadInput;
    }
}

int run(const QStringList &arguments)
{
    const QHash<QString, std::function<int(const QStringList &)>> commands{
        {QStringLiteral("bench"), bench},
        {QStringLiteral("chat"), chat},
        {QStringLiteral("detokenize"), detokenize},
        {QStringLiteral("export"), exportCommand},
        {QStringLiteral("import"), importCommand},
        {QStringLiteral("inspect"), inspect},
        {QStringLiteral("list"), list},
        {QStringLiteral("logits"), logits},
        {QStringLiteral("perplexity"), perplexity},
        {QStringLiteral("quantize"), quantize},
        {QStringLiteral("search"), search},
        {QStringLiteral("synthesize"), synthesize},
        {QStringLiteral("tokenize"), tokenize},
    };
    const QString command = arguments.value(1);
    if (command == u"--version") {
        std::puts("mingsi-cli " MINGSI_VERSION);
        return Success;
    }
    if (command == u"--help" || command == u"-h") {
        std::fputs(overview().toUtf8().constData(), stdout);
        return Success;
    }
    const auto found = commands.find(command);
    if (found == commands.end()) {
        if (command.isEmpty())
            complain(QCoreApplication::translate("CommandLine", "a command is missing."));
        else
            complain(QCoreApplication::translate("CommandLine", "\"%1\" is not a command.").arg(command));
        std::fputs(overview().toUtf8().constData(), stderr);
        return BadUsage;
    }
    return (*found)(arguments.mid(2));
}

int guarded(const QStringList &arguments)
{
    try {
        return run(arguments);
    } catch (const UsageError &error) {
        complain(QString::fromUtf8(error.what()));
        return BadUsage;
    } catch (const CommandFailure &error) {
        complain(describe(error.failure));
        return statusOf(error.failure.kind);
    } catch (const engine::Error &error) {
        complain(describe(Failure::fromEngine(error)));
        return statusOf(error.code());
    } catch (const std::bad_alloc &) {
        complain(describe(Failure{Failure::Kind::OutOfMemory, {}, {}, {}, {}}));
        return OutOfResources;
    } catch (const std::exception &error) {
        complain(QString::fromUtf8(error.what()));
        return OtherError;
    }
}

}  // namespace

}  // namespace mingsi::app::cli

int main(int argc, char **argv)
{
    const bool prints = argc > 1 && std::strcmp(argv[1], "export") == 0;
    const auto application =
        prints ? mingsi::app::makePageApplication(argc, argv) : std::make_unique<QCoreApplication>(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("mingsi"));
    mingsi::app::Translation translation;
    translation.install({});
    return mingsi::app::cli::guarded(QCoreApplication::arguments());
}
