// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/zip_reader.h"

#include <QCoreApplication>
#include <QFile>
#include <utility>
#include <zip.h>

namespace mingsi::app {

namespace {

constexpr zip_int64_t kMostEntries = 100'000;
constexpr zip_uint64_t kSmall = zip_uint64_t{64} << 20;  // what may be packed as tightly as it likes
constexpr zip_uint64_t kTightest = 200;                  // times; JSON packs to a tenth or so
constexpr zip_uint64_t kMostBytes = zip_uint64_t{8} << 30;

bool isInside(const QString &name)
{
    return !name.startsWith(u'/') && !name.contains(u'\\') && !name.contains(u':')
        && !name.split(u'/').contains(QStringLiteral(".."));
}

}  // namespace

struct ZipReader::State {
    zip_t *archive = nullptr;
    bool failed = false;
    ~State()
    {
        if (archive)
            zip_discard(archive);
    }
};

ZipReader::ZipReader() : m_state(std::make_shared<State>()) {}

ZipReader::~ZipReader() = default;

bool ZipReader::isZip(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) && in.read(4) == QByteArrayView("PK\x03\x04");
}

std::optional<Failure> ZipReader::open(const QString &file)
{
    const auto refuse = [&](const QString &detail) {
        return Failure{Failure::Kind::FileUnusable, {}, file, {}, detail};
    };
    int error = 0;
    m_state->archive = zip_open(QFile::encodeName(file).constData(), ZIP_RDONLY, &error);
    if (!m_state->archive)
        return refuse(
            QCoreApplication::translate("Document", "the archive can't be read (libzip error %1)").arg(error));
    const zip_int64_t count = zip_get_num_entries(m_state->archive, 0);
    if (count > kMostEntries)
        return refuse(QCoreApplication::translate("Document", "the archive has too many entries"));
    zip_uint64_t total = 0;
    zip_uint64_t packed = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t entry;
        if (zip_stat_index(m_state->archive, static_cast<zip_uint64_t>(i), 0, &entry) != 0)
            return refuse(QCoreApplication::translate("Document", "entry %1 can't be read").arg(i));
        const QString name = QString::fromUtf8(entry.name);
        if (!isInside(name))
            return refuse(
                QCoreApplication::translate("Document", "entry \"%1\" leads out of the archive").arg(name.left(80)));
        if (entry.encryption_method != ZIP_EM_NONE)
            return refuse(QCoreApplication::translate("Document", "entry \"%1\" is encrypted").arg(name.left(80)));
        total += entry.size;
        packed += entry.comp_size;
        // Each by itself, and all together: many small ones are as much as a large one.
        const bool bomb = (entry.size > kSmall && entry.size / kTightest > entry.comp_size)
            || (total > kSmall && total / kTightest > packed);
        if (bomb || entry.size > kMostBytes || total > kMostBytes)
            return refuse(
                QCoreApplication::translate("Document", "entry \"%1\" unpacks to too much").arg(name.left(80)));
    }
    return std::nullopt;
}

QStringList ZipReader::names() const
{
    QStringList names;
    const zip_int64_t count = zip_get_num_entries(m_state->archive, 0);
    for (zip_int64_t i = 0; i < count; ++i)
        names.append(QString::fromUtf8(zip_get_name(m_state->archive, static_cast<zip_uint64_t>(i), 0)));
    return names;
}

std::function<QByteArray(qint64)> ZipReader::read(const QString &name)
{
    zip_stat_t entry;
    zip_stat_init(&entry);
    const QByteArray raw = name.toUtf8();
    zip_stat(m_state->archive, raw.constData(), 0, &entry);
    const std::shared_ptr<zip_file_t> file(zip_fopen(m_state->archive, raw.constData(), 0),
                                           [](zip_file_t *f) { f ? zip_fclose(f) : 0; });
    // What the directory says of the size is a claim: no more than that is read.
    return [state = m_state, file, left = entry.size](qint64 count) mutable {
        if (!file) {
            state->failed = true;
            return QByteArray();
        }
        QByteArray piece(static_cast<qsizetype>(qMin<zip_uint64_t>(static_cast<zip_uint64_t>(count), left + 1)),
                         Qt::Uninitialized);
        const zip_int64_t got = zip_fread(file.get(), piece.data(), static_cast<zip_uint64_t>(piece.size()));
        if (got < 0 || static_cast<zip_uint64_t>(got) > left) {
            state->failed = true;
            return QByteArray();
        }
        left -= static_cast<zip_uint64_t>(got);
        piece.truncate(got);
        return piece;
    };
}

bool ZipReader::isSound(const QString &name)
{
    constexpr qint64 piece = 1 << 20;
    const auto source = read(name);
    while (!source(piece).isEmpty())
        continue;
    return !std::exchange(m_state->failed, false);
}

bool ZipReader::failed() const
{
    return m_state->failed;
}

}  // namespace mingsi::app
