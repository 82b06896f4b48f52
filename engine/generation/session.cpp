// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "engine/generation/answer_writer.h"
#include "engine/generation/prefix_store.h"
#include "engine/generation/session_context.h"

namespace mingsi::engine {
namespace {

using Clock = std::chrono::steady_clock;

// Tokens. Fewer are computed again sooner than they are written and read.
constexpr std::size_t kWorthKeeping = 128;
constexpr std::size_t kWorthLoading = 64;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class LocalSession final : public Session {
 public:
  LocalSession(std::shared_ptr<const OpenedModel> model, const SessionOptions& options)
      : model_(std::move(model)),
        shape_(model_->language_model().shape()),
        chunk_(std::max<std::size_t>(1, options.prefill_chunk)),
        backend_(make_backend(options)),
        cache_(make_cache(shape_, options)) {
    if (!options.cache_folder.empty() && !options.cache_key.empty())
      store_.emplace(options.cache_folder, options.cache_key, options.cache_limit_bytes);
  }
  ~LocalSession() override { keep(0); }

  std::size_t context_length() const override { return cache_.capacity(); }
  std::size_t context_used() const override { return cache_.size(); }
  std::string device_name() const override { return backend_->name(); }

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
    const SequenceSlice slice{cache_.size(), ids.size(), cache_.layers()};
    model_->language_model().forward(*backend_, ids, {&slice, 1}, logits);
    model_->check_files();
    cache_.append(ids);
  }
  void check(std::span<const TokenId> ids) const { check_prompt(ids, shape_, cache_.capacity()); }
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

  std::shared_ptr<const OpenedModel> model_;
  const ModelShape& shape_;
  std::size_t chunk_;
  std::unique_ptr<CpuBackend> backend_;
  KvCache cache_;
  std::optional<PrefixStore> store_;
  std::size_t prompt_size_ = 0;        ///< of the prompt that was read last
  std::vector<std::int32_t> experts_;  ///< of the last token that was run: [MoE layers, top_k]
};

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
  AnswerWriter answer(*model_, request);
  while (true) {
    const auto end = answer.next(logits, cache_.tokens(), cache_.capacity(), experts_);
    result.completion_tokens = answer.tokens();
    if (end) return *end;
    const TokenId id = answer.token();
    forward({&id, 1}, Matrix(logits.data(), 1, logits.size()));
  }
}

GenerationResult LocalSession::generate(const GenerationRequest& request) {
  check(request.prompt);
  request.sampler.check();
  GenerationResult result;
  result.prompt_tokens = request.prompt.size();
  backend_->on_route = nullptr;
  if (request.experts) {
    backend_->on_route = [this](const ExpertChoice& choice) {
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
  return std::make_unique<LocalSession>(opened_for(model, options), options);
}

}  // namespace mingsi::engine
