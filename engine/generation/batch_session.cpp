// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <optional>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/generation/answer_writer.h"
#include "engine/generation/kv_cache.h"
#include "engine/generation/session_context.h"

namespace mingsi::engine {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// One sequence, free or with a request.
struct Slot {
  explicit Slot(KvCache empty) : cache(std::move(empty)) {}

  KvCache cache;
  const GenerationRequest* request = nullptr;  ///< null: free
  GenerationResult* result = nullptr;
  std::optional<AnswerWriter> answer;  ///< once the prompt has been read
  Clock::time_point since;             ///< the prompt, or the answer, was begun
  std::vector<std::int32_t> experts;   ///< of the last token that was run

  bool reads() const { return request && !answer; }
};

class LocalBatchSession final : public BatchSession {
 public:
  LocalBatchSession(std::shared_ptr<const OpenedModel> model, const SessionOptions& options, std::size_t sequences)
      : model_(std::move(model)),
        shape_(model_->language_model().shape()),
        chunk_(std::max<std::size_t>(1, options.prefill_chunk)),
        backend_(make_backend(options)) {
    for (std::size_t i = 0; i < sequences; ++i)
      slots_.emplace_back(make_cache(shape_, options));
  }

  std::size_t sequences() const override { return slots_.size(); }
  std::string device_name() const override { return backend_->name(); }
  std::vector<GenerationResult> generate(std::span<const GenerationRequest> requests) override;

 private:
  void begin(Slot& slot, const GenerationRequest& request, GenerationResult& result);
  static void end(Slot& slot, FinishReason reason);
  /// Runs one token of each answer, and beside them as much of the prompts as a chunk holds.
  void step();
  void take(Slot& slot, std::span<float> logits);

  std::shared_ptr<const OpenedModel> model_;
  const ModelShape& shape_;
  std::size_t chunk_;
  std::unique_ptr<CpuBackend> backend_;
  std::vector<Slot> slots_;
  std::vector<float> logits_;  ///< [slices, vocab]
};

void LocalBatchSession::begin(Slot& slot, const GenerationRequest& request, GenerationResult& result) {
  slot.request = &request;
  slot.result = &result;
  slot.since = Clock::now();
  result.prompt_tokens = request.prompt.size();
  const auto shared = [&](const Slot& other) { return other.cache.common_prefix(request.prompt); };
  const Slot& best = *std::ranges::max_element(slots_, {}, shared);
  if (shared(best) > shared(slot)) slot.cache.copy_prefix(best.cache, shared(best));
  result.cached_tokens = std::min(shared(slot), request.prompt.size() - 1);
  slot.cache.truncate(result.cached_tokens);
}

void LocalBatchSession::end(Slot& slot, FinishReason reason) {
  GenerationResult& result = *slot.result;
  result.finish_reason = reason;
  result.completion_tokens = slot.answer ? slot.answer->tokens() : 0;
  (slot.answer ? result.decode_seconds : result.prefill_seconds) = seconds_since(slot.since);
  slot.answer.reset();
  slot.request = nullptr;
}

void LocalBatchSession::take(Slot& slot, std::span<float> logits) {
  if (!slot.answer) {
    if (slot.request->on_prefill) slot.request->on_prefill(slot.cache.size(), slot.request->prompt.size());
    if (slot.cache.size() < slot.request->prompt.size()) return;
    slot.result->prefill_seconds = slot.result->time_to_first_token = seconds_since(slot.since);
    slot.since = Clock::now();
    slot.answer.emplace(*model_, *slot.request);
  }
  if (const auto reason = slot.answer->next(logits, slot.cache.tokens(), slot.cache.capacity(), slot.experts))
    end(slot, *reason);
}

void LocalBatchSession::step() {
  std::vector<TokenId> ids;
  std::vector<SequenceSlice> slices;
  std::vector<Slot*> running;
  const auto add = [&](Slot& slot, std::span<const TokenId> some) {
    slices.push_back({slot.cache.size(), some.size(), slot.cache.layers()});
    ids.insert(ids.end(), some.begin(), some.end());
    running.push_back(&slot);
  };
  for (Slot& slot : slots_) {
    if (!slot.answer) continue;
    const TokenId id = slot.answer->token();
    add(slot, {&id, 1});
  }
  std::size_t room = chunk_;
  for (Slot& slot : slots_) {
    if (!slot.reads()) continue;
    if (slot.request->stop.stop_requested()) {
      end(slot, FinishReason::Cancelled);
      continue;
    }
    const auto rest = std::span(slot.request->prompt).subspan(slot.cache.size());
    if (const std::size_t count = std::min(room, rest.size()); count > 0) add(slot, rest.first(count));
    room -= std::min(room, rest.size());
  }
  if (slices.empty()) return;

  backend_->on_route = nullptr;
  for (Slot* slot : running)
    slot->experts.clear();
  if (std::ranges::any_of(running, [](const Slot* slot) { return slot->request->experts; })) {
    backend_->on_route = [&](const ExpertChoice& choice) {
      std::size_t last = 0;
      for (std::size_t i = 0; i < running.size(); ++i) {
        last += slices[i].count;
        if (!running[i]->request->experts) continue;
        const auto chosen = std::span(choice.expert).subspan((last - 1) * choice.top_k, choice.top_k);
        running[i]->experts.insert(running[i]->experts.end(), chosen.begin(), chosen.end());
      }
    };
  }
  logits_.resize(slices.size() * shape_.vocab);
  model_->language_model().forward(*backend_, ids, slices, Matrix(logits_.data(), slices.size(), shape_.vocab));
  model_->check_files();
  std::size_t first = 0;
  for (std::size_t i = 0; i < running.size(); ++i) {
    running[i]->cache.append(std::span(ids).subspan(first, slices[i].count));
    first += slices[i].count;
    take(*running[i], std::span(logits_).subspan(i * shape_.vocab, shape_.vocab));
  }
}

std::vector<GenerationResult> LocalBatchSession::generate(std::span<const GenerationRequest> requests) {
  for (const GenerationRequest& request : requests) {
    check_prompt(request.prompt, shape_, slots_.front().cache.capacity());
    request.sampler.check();
  }
  std::vector<GenerationResult> results(requests.size());
  // What a function of a request throws must leave no slot with a request that is gone.
  struct Release {
    std::vector<Slot>& slots;
    ~Release() {
      for (Slot& slot : slots) {
        slot.answer.reset();
        slot.request = nullptr;
      }
    }
  } release{slots_};
  std::size_t next = 0;
  while (true) {
    for (Slot& slot : slots_)
      if (!slot.request && next < requests.size()) {
        begin(slot, requests[next], results[next]);
        ++next;
      }
    if (std::ranges::none_of(slots_, [](const Slot& slot) { return slot.request != nullptr; })) return results;
    step();
  }
}

}  // namespace

std::unique_ptr<BatchSession> BatchSession::open(std::shared_ptr<const Model> model, const SessionOptions& options,
                                                 std::size_t sequences) {
  if (sequences == 0) throw Error(ErrorCode::InvalidArgument, "a batch has at least one sequence");
  return std::make_unique<LocalBatchSession>(opened_for(model, options), options, sequences);
}

}  // namespace mingsi::engine
