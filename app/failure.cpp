// SPDX-License-Identifier: Apache-2.0
#include "app/failure.h"

#include <QCoreApplication>
#include <new>

namespace mingsi::app {

namespace {

/// What happened and what to do, without file and place. `%1` stands for the file.
QString engineSentence(engine::ErrorCode code)
{
    using engine::ErrorCode;
    switch (code) {
    case ErrorCode::FileNotFound:
        return QCoreApplication::translate("Failure", "The file %1 does not exist. Choose the file again.");
    case ErrorCode::FileUnreadable:
        return QCoreApplication::translate(
            "Failure", "The file %1 can't be read. Check its permissions and that its disk is there.");
    case ErrorCode::FileUnwritable:
        return QCoreApplication::translate(
            "Failure", "The file %1 can't be written. Check the folder's permissions and the space left on its disk.");
    case ErrorCode::FileLost:
        return QCoreApplication::translate("Failure",
                                           "The model file %1 was changed, or its disk went away, while the model was "
                                           "open. Put the file back and ask again.");
    case ErrorCode::EmptyFile:
        return QCoreApplication::translate("Failure", "The file %1 is empty. Download it again.");
    case ErrorCode::NotAModel:
        return QCoreApplication::translate("Failure",
                                           "%1 is not a model file. Choose a GGUF file or a Hugging Face folder.");
    case ErrorCode::FailedDownload:
        return QCoreApplication::translate(
            "Failure", "%1 is a web page, not a model: the download failed. Download the file again.");
    case ErrorCode::Truncated:
        return QCoreApplication::translate("Failure", "The model file %1 is incomplete. Download it again.");
    case ErrorCode::UnsupportedVersion:
        return QCoreApplication::translate(
            "Failure", "The format version of %1 is not supported. Get a GGUF file of version 2 or 3, little-endian.");
    case ErrorCode::Malformed:
        return QCoreApplication::translate("Failure", "The model file %1 is damaged. Download it again.");
    case ErrorCode::UnsupportedArchitecture:
        return QCoreApplication::translate(
            "Failure",
            "The model in %1 has an architecture that Mingsi does not know. Choose a DeepSeek, Llama or Qwen model.");
    case ErrorCode::UnsupportedType:
        return QCoreApplication::translate("Failure",
                                           "The weights in %1 have a type that Mingsi does not compute with. Choose "
                                           "another quantization of the model, such as Q4_K or Q8_0.");
    case ErrorCode::MissingTensor:
        return QCoreApplication::translate("Failure", "A part of the model is missing from %1. Get a complete file.");
    case ErrorCode::BadShape:
        return QCoreApplication::translate(
            "Failure", "A part of the model in %1 has the wrong shape. Get another copy of the file.");
    case ErrorCode::BadConfig:
        return QCoreApplication::translate(
            "Failure", "The description of the model in %1 is wrong. Get another copy of the file.");
    case ErrorCode::UnsupportedTokenizer:
        return QCoreApplication::translate(
            "Failure", "The tokenizer of %1 is not supported. Choose another copy of the model, such as a GGUF file.");
    case ErrorCode::BadTemplate:
        return QCoreApplication::translate(
            "Failure",
            "The chat template of %1 refuses this conversation. Leave out the system prompt, or start a new "
            "conversation.");
    case ErrorCode::OutOfMemory:
        return QCoreApplication::translate(
            "Failure", "There is not enough memory. Close other programs, or choose a smaller model.");
    case ErrorCode::ContextFull:
        return QCoreApplication::translate(
            "Failure",
            "The conversation is longer than the model's context. Start a new conversation, or ask less at once.");
    case ErrorCode::DeviceUnavailable:
        return QCoreApplication::translate(
            "Failure",
            "The GPU can't be used. Look after its driver, or use the processor (Compute on, under Look and behaviour; "
            "--device cpu).");
    case ErrorCode::DeviceLost:
        return QCoreApplication::translate(
            "Failure",
            "The GPU failed while it computed. What was written is kept; ask again, or use the processor (Compute on, "
            "under Look and behaviour; --device cpu).");
    case ErrorCode::NotFinite:
        return QCoreApplication::translate(
            "Failure",
            "The model computed values that are not numbers: its weights are damaged. Download the file again.");
    case ErrorCode::InvalidArgument:
        return QCoreApplication::translate("Failure", "A value is out of range. Correct it and try again.");
    }
    return {};
}

QString storeSentence(Failure::Kind kind)
{
    switch (kind) {
    case Failure::Kind::StoreUnreadable:
        return QCoreApplication::translate("Failure",
                                           "The conversations in %1 can't be opened. Check that the folder exists, or "
                                           "choose another one with --data-dir.");
    case Failure::Kind::StoreCorrupt:
        return QCoreApplication::translate(
            "Failure",
            "The database %1 is damaged. It was left as it is; put a backup from the same folder in its place.");
    case Failure::Kind::StoreTooNew:
        return QCoreApplication::translate("Failure",
                                           "The database %1 was written by a later version of Mingsi. It was left as "
                                           "it is; update Mingsi to open it.");
    case Failure::Kind::StoreReadOnly:
        return QCoreApplication::translate(
            "Failure",
            "The folder of %1 can't be written. Change its permissions, or choose another folder with --data-dir.");
    case Failure::Kind::StoreFull:
        return QCoreApplication::translate(
            "Failure", "There is no space left for %1. Free some space; what is shown is kept until then.");
    case Failure::Kind::StoreBusy:
        return QCoreApplication::translate("Failure",
                                           "Another program holds the database %1. Close it and start Mingsi again.");
    case Failure::Kind::NoModel:
        return QCoreApplication::translate("Failure", "No model is open. Open one with the model button at the top.");
    case Failure::Kind::ServerUnreachable:
        return QCoreApplication::translate("Failure",
                                           "The server %1 can't be reached. Check its address and that it runs.");
    case Failure::Kind::ServerDenied:
        return QCoreApplication::translate("Failure",
                                           "The server %1 asks for another key. Enter it under Models, Servers.");
    case Failure::Kind::ServerLacksModel:
        return QCoreApplication::translate(
            "Failure", "The server %1 does not have this model at this address. Choose one under Models, Servers.");
    case Failure::Kind::ServerBusy:
        return QCoreApplication::translate("Failure", "The server %1 can't answer now. Try again later.");
    case Failure::Kind::ServerRefused:
        return QCoreApplication::translate("Failure",
                                           "The server %1 refused the request. Its reason is in the details.");
    case Failure::Kind::ServerBroke:
        return QCoreApplication::translate("Failure",
                                           "The answer of the server %1 broke off. What came is kept; ask again.");
    case Failure::Kind::FileUnwritable: return engineSentence(engine::ErrorCode::FileUnwritable);
    case Failure::Kind::NoTables:
        return QCoreApplication::translate(
            "Failure", "There is no table in what was chosen, so nothing was written to %1. Choose another format.");
    case Failure::Kind::FileUnusable:
        return QCoreApplication::translate("Failure",
                                           "The file %1 can't be used. Choose another one; the details say why.");
    case Failure::Kind::OutOfMemory:
        return QCoreApplication::translate(
            "Failure", "There is not enough memory. Close other programs, or choose a smaller model.");
    case Failure::Kind::Engine:
    case Failure::Kind::Internal: break;
    }
    return QCoreApplication::translate("Failure", "Something went wrong that should not have.");
}

}  // namespace

Failure Failure::fromEngine(const engine::Error &error)
{
    return {Kind::Engine, error.code(), QString::fromStdString(error.file()), QString::fromStdString(error.place()),
            QString::fromStdString(error.message())};
}

std::optional<Failure> guarded(const std::function<void()> &work)
{
    try {
        work();
        return std::nullopt;
    } catch (const engine::Error &error) {
        return Failure::fromEngine(error);
    } catch (const std::bad_alloc &) {
        return Failure{Failure::Kind::OutOfMemory, {}, {}, {}, {}};
    } catch (const std::exception &error) {
        return Failure{Failure::Kind::Internal, {}, {}, {}, QString::fromUtf8(error.what())};
    }
}

QString describe(const Failure &failure)
{
    QString sentence =
        failure.kind == Failure::Kind::Engine ? engineSentence(failure.engineCode) : storeSentence(failure.kind);
    // Replaced by hand: arg() would warn about sentences without %1, and numbers in file names would confuse it.
    sentence.replace(QStringLiteral("%1"),
                     failure.file.isEmpty() ? QCoreApplication::translate("Failure", "the file") : failure.file);
    QString detail = failure.place;
    if (!failure.detail.isEmpty())
        detail += (detail.isEmpty() ? QString() : QStringLiteral(": ")) + failure.detail;
    return detail.isEmpty() ? sentence
                            : QCoreApplication::translate("Failure", "%1 (Details: %2)").arg(sentence, detail);
}

}  // namespace mingsi::app
