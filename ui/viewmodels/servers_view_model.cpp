// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/servers_view_model.h"

#include <QLocale>
#include <algorithm>

#include "app/models/download/safe_address.h"

namespace mingsi::ui {

ServersViewModel::ServersViewModel(app::ChatService &service, app::Database &database, Notices &notices,
                                   const QString &keyFile)
    : m_service(service), m_endpoints(database), m_notices(notices), m_keyFile(keyFile)
{
    connect(&m_list, &app::ServerList::listed, this, [this](const QUrl &, const QList<app::ServerModel> &models) {
        m_asking = false;
        m_models.clear();
        for (const app::ServerModel &model : models)
            m_models.append(model.name);
        if (!find(m_server))
            put({0, m_server.toString(), {}, {}});
        emit changed();
    });
    connect(&m_list, &app::ServerList::failed, this, [this](const app::Failure &failure) {
        m_asking = false;
        m_failure = failure;
        emit changed();
    });
}

QVariantList ServersViewModel::known() const
{
    QVariantList list;
    for (const app::Endpoint &endpoint : m_known) {
        list.append(
            QVariantMap{{QStringLiteral("id"), endpoint.id},
                        {QStringLiteral("url"), endpoint.url},
                        {QStringLiteral("model"), endpoint.model},
                        {QStringLiteral("promptPrice"), QLocale().toString(endpoint.price.prompt, 'g', 8)},
                        {QStringLiteral("completionPrice"), QLocale().toString(endpoint.price.completion, 'g', 8)},
                        {QStringLiteral("currency"), endpoint.price.currency}});
    }
    return list;
}

QVariantList ServersViewModel::offered() const
{
    QVariantList list;
    const auto add = [&list](const QUrl &server, const QString &model) {
        const QString file = app::ModelReference::remote(server, model).toText();
        const QVariantMap one{{QStringLiteral("name"), QStringLiteral("%1 · %2").arg(model, server.host())},
                              {QStringLiteral("file"), file}};
        if (!model.isEmpty() && !list.contains(one))
            list.append(one);
    };
    for (const app::Endpoint &endpoint : m_known)
        add(QUrl(endpoint.url), endpoint.model);
    for (const QString &model : m_models)
        add(m_server, model);
    return list;
}

QString ServersViewModel::status() const
{
    if (m_failure)
        return app::describe(*m_failure);
    if (m_asking || m_server.isEmpty())
        return {};
    if (m_models.isEmpty())
        return tr("The server has no models.");
    if (!app::isSafeAddress(m_server))
        return tr("The connection to %1 is not encrypted: whoever is between can read along.").arg(m_server.host());
    return {};
}

void ServersViewModel::load()
{
    app::ServerKeys::read(m_keyFile).then(this, [this](const app::ServerKeys::Keys &keys) {
        m_service.serverKeys().reset(keys);
        m_service.askContextLength();  // a model that was opened before had no key to ask with
    });
    m_endpoints.list().then(this, [this](const app::Result<QList<app::Endpoint>> &list) {
        if (list)
            m_known = *list;
        for (const app::Endpoint &endpoint : std::as_const(m_known))
            m_service.setPrice(QUrl(endpoint.url), endpoint.price);
        emit knownChanged();
        emit changed();
    });
}

QUrl ServersViewModel::serverOf(const QString &address)
{
    QString text = address.trimmed();
    if (!text.contains(QStringLiteral("://")))
        text.prepend(QStringLiteral("http://"));
    const QUrl url(text);
    const bool web = url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("https");
    return url.isValid() && web && !url.host().isEmpty() ? app::ModelReference::remote(url, {}).server() : QUrl();
}

bool ServersViewModel::hasKey(const QString &address) const
{
    return !m_service.serverKeys().of(serverOf(address)).isEmpty();
}

void ServersViewModel::ask(const QString &address, const QString &key)
{
    m_server = serverOf(address);
    m_models.clear();
    m_failure.reset();
    m_asking = m_server.isValid() && !m_server.isEmpty();
    if (!m_asking) {
        m_failure = app::Failure{app::Failure::Kind::ServerUnreachable, {}, address.trimmed(), {}, {}};
        emit changed();
        return;
    }
    if (!key.trimmed().isEmpty())
        storeKey(m_server, key.trimmed());
    m_list.ask(m_server, m_service.serverKeys().of(m_server));
    emit changed();
}

void ServersViewModel::storeKey(const QUrl &server, const QString &key)
{
    m_service.serverKeys().set(server, key);
    m_service.serverKeys().write(m_keyFile).then(this, [this](bool written) {
        if (!written)
            m_notices.showText(tr("The key can't be stored in %1: it is forgotten at the end.").arg(m_keyFile));
    });
}

std::optional<app::Endpoint> ServersViewModel::find(const QUrl &server) const
{
    for (const app::Endpoint &endpoint : m_known) {
        if (endpoint.url == server.toString())
            return endpoint;
    }
    return std::nullopt;
}

void ServersViewModel::put(const app::Endpoint &endpoint)
{
    m_service.setPrice(QUrl(endpoint.url), endpoint.price);
    m_endpoints.put(endpoint).then(this, [this](const app::Result<app::Endpoint> &stored) {
        if (!stored) {
            m_notices.show(stored.failure());
            return;
        }
        const auto place = std::find_if(m_known.begin(), m_known.end(),
                                        [&](const app::Endpoint &one) { return one.id == stored->id; });
        if (place != m_known.end())
            *place = *stored;
        else
            m_known.append(*stored);
        emit knownChanged();
    });
}

bool ServersViewModel::setPrice(qint64 endpoint, const QString &prompt, const QString &completion,
                                const QString &currency)
{
    const auto known =
        std::find_if(m_known.cbegin(), m_known.cend(), [&](const app::Endpoint &one) { return one.id == endpoint; });
    bool promptOk = false;
    bool completionOk = false;
    const app::Price price{QLocale().toDouble(prompt, &promptOk), QLocale().toDouble(completion, &completionOk),
                           currency.simplified().left(8)};
    if (known == m_known.cend() || !promptOk || !completionOk || price.prompt < 0 || price.completion < 0)
        return false;
    app::Endpoint changed = *known;
    changed.price = price;
    put(changed);
    return true;
}

void ServersViewModel::remove(qint64 endpoint)
{
    for (const app::Endpoint &one : std::as_const(m_known)) {
        if (one.id == endpoint)
            storeKey(QUrl(one.url), {});
    }
    m_known.removeIf([endpoint](const app::Endpoint &one) { return one.id == endpoint; });
    emit knownChanged();
    m_endpoints.remove(endpoint).then(this, [this](const app::Result<app::Done> &removed) {
        if (!removed)
            m_notices.show(removed.failure());
    });
}

QString ServersViewModel::choose(const QString &model)
{
    app::Endpoint endpoint = find(m_server).value_or(app::Endpoint{0, m_server.toString(), {}, {}});
    endpoint.model = model;
    put(endpoint);
    return app::ModelReference::remote(m_server, model).toText();
}

}  // namespace mingsi::ui
