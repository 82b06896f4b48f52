// SPDX-License-Identifier: Apache-2.0
#include "app/documents/office_part.h"

#include <QCoreApplication>
namespace mingsi::app {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr qsizetype kLargestPart = qsizetype{256} << 20;

}  // namespace

bool OfficeFile::open(const QString &path, QString &problem)
{
    if (const auto refused = m_zip.open(path)) {
        problem = refused->detail;
        return false;
    }
    m_names = m_zip.names();
    return true;
}

QByteArray OfficeFile::read(const QString &part, QString &problem)
{
    if (!contains(part)) {
        problem = QCoreApplication::translate("Document", "%1 is missing").arg(part);
        return {};
    }
    QByteArray content = QByteArrayLiteral("");
    const auto source = m_zip.read(part);
    for (QByteArray piece = source(kPiece); !piece.isEmpty(); piece = source(kPiece)) {
        content += piece;
        if (content.size() > kLargestPart) {
            problem = QCoreApplication::translate("Document", "%1 is too large").arg(part);
            return {};
        }
    }
    if (m_zip.failed()) {
        problem = QCoreApplication::translate("Document", "%1 is damaged").arg(part);
        return {};
    }
    return content;
}

}  // namespace mingsi::app
