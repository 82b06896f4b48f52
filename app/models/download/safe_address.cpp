// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/safe_address.h"

#include <QHostAddress>
#include <QStringList>
#include <algorithm>

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestName = 240;  // bytes; ".part.json" comes on top

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QStringLiteral("https") ? 443 : 80);
}

bool isOrdinary(QChar c)
{
    if (c == u'/' || c == u'\\' || c == u':' || c == u'*' || c == u'?' || c == u'"' || c == u'<' || c == u'>'
        || c == u'|')
        return false;
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:  // zero width, and what turns the direction of writing
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return false;
    default: return true;
    }
}

}  // namespace

bool isSafeAddress(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return false;
    if (url.scheme() == QStringLiteral("https"))
        return true;
    return url.scheme() == QStringLiteral("http")
        && (url.host() == QStringLiteral("localhost") || QHostAddress(url.host()).isLoopback());
}

bool isSameServer(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

bool isSafeFileName(const QString &name)
{
    return !name.isEmpty() && !name.startsWith(u'.') && !name.endsWith(u' ') && name.toUtf8().size() <= kLongestName
        && std::all_of(name.cbegin(), name.cend(), isOrdinary);
}

bool isSafeRelativePath(const QString &path)
{
    const auto steps = path.split(u'/');
    return steps.size() <= 8 && std::all_of(steps.cbegin(), steps.cend(), isSafeFileName);
}

}  // namespace mingsi::app
