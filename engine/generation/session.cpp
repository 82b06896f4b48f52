// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/base/utf8_stream.h"
#include "engine/generation/kv_cache.h"
#include "engine/generation/model.h"
#include "engine/generation/prefix_store.h"
#include "engine/generation/token_probabilities.h"

namespace mingsi::engine {
namespace {

using Clock = std::chrono::steady_clock;

// Tokens. Fewer are computed again sooner than they are written and read.
constexpr std::size_t kWorthKeeping = 128;
constexpr std::size_t kWorthLoading = 64;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class LocalSession final : public Session {
 public:
  LocalSession(std::shared_ptr<const OpenedModel> model, const SessionOptions& options, std::size_t context)
      : model_(std::move(model)),
        shape_(model_->language_model().shape()),
        chunk_(std::max<std::size_t>(1, options.prefill_chunk)),
        backend_(options.threads, detect_cpu_level(),
                 options.exact ? CpuBackend::Precision::Exact : CpuBackend::Precision::Coded),
        cache_(shape_, context, options.exact ? KvType::F32 : KvType::F16) {
    if (!options.cache_folder.empty() && !options.cache_key.empty())
      store_.emplace(options.cache_folder, options.cache_key, options.cache_limit_bytes);
  }
  ~LocalSession() override { keep(0); }

  std::size_t context_length() const override { return cache_.capacity(); }
  std::size_t context_used() const override { return cache_.size(); }
  std::string device_name() const override {
    return std::string("cpu (") + to_string(backend_.level()) + ", " + std::to_string(backend_.threads()) + " threads)";
  }

  void forget() override {
    cache_.truncate(0);
    prompt_size_ = 0;
    if (store_) store_->clear();
  }

  GenerationResult generate(const GenerationRequest& request) override;
  std::vector<float> logits(std::span<const TokenId> ids, std::size_t chunk) override;
  std::vector<float> logits_at(std::span<const TokenId> ids, std::span<const std::size_t> positions,
                               std::size_t chunk) override;

 private:
  /// Appends ids to the cache and computes as many rows of logits as `logits` has.
  void forward(std::span<const TokenId> ids, Matrix logits) {
    experts_.clear();
    model_->language_model().forward(backend_, ids, cache_.size(), cache_.layers(), logits);
    model_->check_files();
    cache_.append(ids);
  }
  void check(std::span<const TokenId> ids) const;
  /// Throws NotFinite, naming the tensor, unless all are numbers.
  void check_finite(std::span<const float> logits) const {
    if (!std::ranges::all_of(logits, [](float v) { return std::isfinite(v); })) throw model_->not_finite();
  }
  /// Stores the cache when more of the last prompt than is worth computing again would be lost, `common` tokens of it
  /// being kept.
  void keep(std::size_t common) {
    if (store_ && prompt_size_ >= common + kWorthKeeping && prompt_size_ <= cache_.size())
      store_->save(cache_, cache_.size());
  }
  bool prefill(const GenerationRequest& request, GenerationResult& result, Matrix logits);
  FinishReason decode(const GenerationRequest& request, GenerationResult& result, std::span<float> logits);
  TokenId draw(Sampler& sampler, std::span<float> logits) const {
    try {
      return sampler.sample(logits, cache_.tokens());
    } catch (const Error& error) {
      if (error.code() == ErrorCode::NotFinite) throw model_->not_finite();
      throw;
    }
  }

  std::shared_ptr<const OpenedModel> model_;
  const ModelShape& shape_;
  std::size_t chunk_;
  CpuBackend backend_;
  KvCache cache_;
  std::optional<PrefixStore> store_;
  std::size_t prompt_size_ = 0;        ///< of the prompt that was read last
  std::vector<float> raw_logits_;      ///< before the sampler's penalties
  std::vector<std::int32_t> experts_;  ///< of the last token that was run: [MoE layers, top_k]
};

void LocalSession::check(std::span<const TokenId> ids) const {
  if (ids.empty()) throw Error(ErrorCode::InvalidArgument, "the prompt is empty");
  for (const TokenId id : ids)
    if (id < 0 || static_cast<std::size_t>(id) >= shape_.vocab)
      throw Error(ErrorCode::InvalidArgument, "the token id " + std::to_string(id) +
                                                  " lies outside the vocabulary of " + std::to_string(shape_.vocab));
  if (ids.size() > cache_.capacity())
    throw Error(ErrorCode::ContextFull, "the prompt has " + std::to_string(ids.size()) + " tokens, the context holds " +
                                            std::to_string(cache_.capacity()));
}

bool LocalSession::prefill(const GenerationRequest& request, GenerationResult& result, Matrix logits) {
  const std::span<const TokenId> prompt = request.prompt;
  if (store_) {
    keep(cache_.common_prefix(prompt));
    store_->load(prompt, kWorthLoading, cache_);
  }
  prompt_size_ = prompt.size();
  // At least the last token is computed, for its logits.
  result.cached_tokens = std::min(cache_.common_prefix(prompt), prompt.size() - 1);
  cache_.truncate(result.cached_tokens);
  while (cache_.size() < prompt.size()) {
    if (request.stop.stop_requested()) return false;
    forward(prompt.subspan(cache_.size(), std::min(chunk_, prompt.size() - cache_.size())), logits);
    if (request.on_prefill) request.on_prefill(cache_.size(), prompt.size());
  }
  return true;
}

FinishReason LocalSession::decode(const GenerationRequest& request, GenerationResult& result, std::span<float> logits) {
  Sampler sampler(request.sampler);
  Utf8Stream text;
  TokenProbabilities probabilities;
  const auto finish = [&](FinishReason reason) {
    const auto rest = text.finish();
    if (!rest.empty() && request.on_token) request.on_token({-1, rest, result.completion_tokens});
    return reason;
  };
  while (true) {
    if (request.stop.stop_requested()) return finish(FinishReason::Cancelled);
    if (request.max_tokens != 0 && result.completion_tokens >= request.max_tokens) return finish(FinishReason::Length);
    // The sampler's penalties change the logits in place.
    if (request.alternatives > 0) raw_logits_.assign(logits.begin(), logits.end());
    const TokenId id = draw(sampler, logits);
    if (!request.ignore_end && model_->tokenizer().ends_turn(id)) return finish(FinishReason::Stop);
    TokenEvent event{id, text.push(model_->tokenizer().bytes(id)), result.completion_tokens};
    if (request.alternatives > 0) {
      probabilities.read(raw_logits_, request.alternatives);
      event.probability = probabilities.of(id);
      event.alternatives = probabilities.best();
    }
    event.experts = experts_;
    if (request.on_token) request.on_token(event);
    ++result.completion_tokens;
    if (cache_.size() >= cache_.capacity()) return finish(FinishReason::ContextFull);
    forward({&id, 1}, Matrix(logits.data(), 1, logits.size()));
  }
}

GenerationResult LocalSession::generate(const GenerationRequest& request) {
  check(request.prompt);
  request.sampler.check();
  GenerationResult result;
  result.prompt_tokens = request.prompt.size();
  backend_.on_route = nullptr;
  if (request.experts) {
    backend_.on_route = [this](const ExpertChoice& choice) {
      experts_.insert(experts_.end(), choice.expert.end() - static_cast<std::ptrdiff_t>(choice.top_k),
                      choice.expert.end());
    };
  }
  std::vector<float> logits(shape_.vocab);
  const auto start = Clock::now();
  if (!prefill(request, result, Matrix(logits.data(), 1, logits.size()))) {
    result.finish_reason = FinishReason::Cancelled;
    result.prefill_seconds = seconds_since(start);
    return result;
  }
  result.prefill_seconds = seconds_since(start);
  result.time_to_first_token = result.prefill_seconds;
  const auto decode_start = Clock::now();
  result.finish_reason = decode(request, result, logits);
  result.decode_seconds = seconds_since(decode_start);
  return result;
}

std::vector<float> LocalSession::logits(std::span<const TokenId> ids, std::size_t chunk) {
  check(ids);
  prompt_size_ = 0;
  cache_.truncate(0);
  std::vector<float> all(ids.size() * shape_.vocab);
  for (std::size_t done = 0; done < ids.size();) {
    const std::size_t count = std::min(std::max<std::size_t>(1, chunk), ids.size() - done);
    forward(ids.subspan(done, count), Matrix(all.data() + done * shape_.vocab, count, shape_.vocab));
    done += count;
  }
  check_finite(all);
  return all;
}

std::vector<float> LocalSession::logits_at(std::span<const TokenId> ids, std::span<const std::size_t> positions,
                                           std::size_t chunk) {
  check(ids);
  prompt_size_ = 0;
  cache_.truncate(0);
  std::vector<float> rows;
  rows.reserve(positions.size() * shape_.vocab);
  // A chunk ends at each wanted position, for its last row is the cheap one.
  for (const std::size_t position : positions) {
    if (position >= ids.size() || position < cache_.size())
      throw Error(ErrorCode::InvalidArgument, "the positions must ascend and lie within the ids");
    std::vector<float> last(shape_.vocab);
    while (cache_.size() <= position) {
      const std::size_t count = std::min(std::max<std::size_t>(1, chunk), position + 1 - cache_.size());
      forward(ids.subspan(cache_.size(), count), Matrix(last.data(), 1, last.size()));
    }
    rows.insert(rows.end(), last.begin(), last.end());
  }
  check_finite(rows);
  return rows;
}

}  // namespace

const char* to_string(FinishReason reason) {
  switch (reason) {
    case FinishReason::Stop: return "stop";
    case FinishReason::Length: return "length";
    case FinishReason::ContextFull: return "context_full";
    case FinishReason::Cancelled: return "cancelled";
  }
  return "stop";
}

std::unique_ptr<Session> Session::open(std::shared_ptr<const Model> model, const SessionOptions& options) {
  if (options.device == Device::Cuda)
    throw Error(ErrorCode::DeviceUnavailable, "this version computes on the processor only; use --device auto or cpu");
  auto opened = std::dynamic_pointer_cast<const OpenedModel>(model);
  if (!opened) throw Error(ErrorCode::InvalidArgument, "a session needs a model opened by Model::open");
  const auto trained = opened->language_model().shape().context_length;
  const auto wanted = options.context_length != 0 ? options.context_length : SessionOptions::kDefaultContext;
  return std::make_unique<LocalSession>(std::move(opened), options, std::min(wanted, trained));
}

}  // namespace mingsi::engine
