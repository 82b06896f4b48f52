// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/generation/gpu_budget.h"
#include "engine/generation/model.h"
#include "engine/generation/prefix_store.h"
#include "engine/generation/sequence.h"

namespace mingsi::engine {
namespace {

// Tokens. Fewer are computed again sooner than they are written and read.
constexpr std::size_t kWorthKeeping = 128;
constexpr std::size_t kWorthLoading = 64;
// So many tokens are computed again where the prediction layer lacks their rows.
constexpr std::size_t kWorthPredicting = 16;
// A token that is foretold costs part of a pass: below this share of right ones it is not worth that. The mean looks at
// the last twenty or so.
constexpr double kLeastAcceptance = 0.6;
constexpr double kAcceptanceMemory = 0.95;
// Tokens at the end of a prompt that are computed again when it comes again: its last one for the logits, and the one
// before it where the prediction layer goes on from its state.
constexpr std::size_t kReadApart = 2;

/// Throws InvalidArgument.
std::shared_ptr<const OpenedModel> opened_for(const std::shared_ptr<const Model>& model,
                                              const SessionOptions& options) {
  if (options.sequences == 0) throw Error(ErrorCode::InvalidArgument, "a session has at least one sequence");
  auto opened = std::dynamic_pointer_cast<const OpenedModel>(model);
  if (!opened) throw Error(ErrorCode::InvalidArgument, "a session needs a model opened by Model::open");
  return opened;
}

KvType cache_type(const ModelShape& shape, const SessionOptions& options) {
  const bool small = options.small_cache && KvCache::can_be_small(shape);
  return small ? KvType::Q8 : options.exact ? KvType::F32 : KvType::F16;
}

std::unique_ptr<Backend> cpu_backend_for(const SessionOptions& options, const GpuBudget& budget) {
  auto backend = std::make_unique<CpuBackend>(
      options.threads, detect_cpu_level(), options.exact ? CpuBackend::Precision::Exact : CpuBackend::Precision::Coded);
  // The host holds what a GPU would.
  backend->reserve(budget.cache_bytes + budget.scratch_bytes);
  return backend;
}

/// Throws DeviceUnavailable.
std::unique_ptr<Backend> cuda_backend_for(const SessionOptions& options, const GpuBudget& budget) {
  CudaOptions cuda;
  cuda.budget = budget;
  cuda.exact = options.exact;
  cuda.threads = options.threads;
  cuda.repack = options.repack;
  return make_cuda_backend(cuda);
}

/// Throws DeviceUnavailable, OutOfMemory.
std::unique_ptr<Backend> make_backend(const OpenedModel& model, const SessionOptions& options) {
  const auto budget = gpu_budget(model.description(), options);
  // The CUDA backend has not been measured on a GPU yet: it is there for those who ask for it.
  const bool on_gpu = options.device == Device::Cuda;
  auto backend = on_gpu ? cuda_backend_for(options, budget) : cpu_backend_for(options, budget);
  if (on_gpu || options.repack) backend->load([&](WeightSink& sink) { model.language_model().tell_weights(sink); });
  model.check_files();
  return backend;
}

/// How many tokens both begin with.
std::size_t common_prefix(std::span<const TokenId> a, std::span<const TokenId> b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// What a cache may serve of a prompt: at least its last token is computed, for its logits.
std::span<const TokenId> cacheable(const GenerationRequest& request) {
  return std::span(request.prompt).first(request.prompt.size() - 1);
}

class LocalSession final : public Session {
 public:
  LocalSession(std::shared_ptr<const OpenedModel> model, const SessionOptions& options)
      : model_(std::move(model)),
        shape_(model_->language_model().shape()),
        chunk_(std::max<std::size_t>(1, options.prefill_chunk)),
        backend_(make_backend(*model_, options)) {
    speculation_ = options.speculation && shape_.predictions > 0;
    for (std::size_t i = 0; i < options.sequences; ++i)
      sequences_.emplace_back(KvCache(backend_->memory(), shape_, context_of(model_->description(), options),
                                      cache_type(shape_, options), options.speculation));
    if (!options.cache_folder.empty() && !options.cache_key.empty())
      store_.emplace(options.cache_folder, options.cache_key, options.cache_limit_bytes);
  }
  ~LocalSession() override {
    try {
      for (const Sequence& sequence : sequences_)
        keep(sequence, 0);
    } catch (const Error&) {
      // A device that is lost has lost its caches too.
    }
  }

  std::size_t sequences() const override { return sequences_.size(); }
  std::size_t context_length() const override { return sequences_.front().cache.capacity(); }
  std::size_t context_used() const override {
    std::size_t used = 0;
    for (const Sequence& sequence : sequences_)
      used += sequence.cache.size();
    return used;
  }
  void settle() override { backend_->settle(); }
  std::string device_name() const override { return backend_->name(); }
  std::optional<Placement> placement() const override {
    const Placement* placement = backend_->placement();
    return placement ? std::optional(*placement) : std::nullopt;
  }

  void forget() override {
    for (Sequence& sequence : sequences_) {
      sequence.cache.truncate(0);
      sequence.prompt_size = 0;
    }
    if (store_) store_->clear();
  }

  void check(const GenerationRequest& request) const override {
    check_prompt(request.prompt, shape_, context_length());
    request.sampler.check();
  }
  using Session::generate;
  std::vector<GenerationResult> generate(std::span<const GenerationRequest> requests) override;
  std::vector<float> logits(std::span<const TokenId> ids, std::size_t chunk) override;
  std::vector<float> logits_at(std::span<const TokenId> ids, std::span<const std::size_t> positions,
                               std::size_t chunk) override;

 private:
  /// Stores a cache when more of its prompt than is worth computing again would be lost, `common` tokens of it being
  /// kept.
  void keep(const Sequence& sequence, std::size_t common) {
    if (store_ && sequence.prompt_size >= common + kWorthKeeping && sequence.prompt_size <= sequence.cache.size())
      store_->save(sequence.cache, sequence.cache.size());
  }
  /// The free sequence that has read most of `prompt`, or else the one that has not been used for longest; null when
  /// there is none.
  Sequence* free_sequence(std::span<const TokenId> prompt);
  void begin(Sequence& sequence, const GenerationRequest& request);
  void end(Sequence& sequence, FinishReason reason);
  /// Takes over what another sequence has read of the prompt, when that is more.
  bool share(Sequence& sequence);
  /// Has speculation go on from what the cache holds, where it holds enough of it.
  void resume(Sequence& sequence);
  /// Whether another sequence is about to read what this one's prompt begins with.
  bool waits(const Sequence& sequence) const;
  /// Runs one token of each answer, with what is foretold to follow it, and beside them as much of the prompts as a
  /// chunk holds.
  void step();
  /// Goes on with what the logits say about a sequence: SequenceSlice::wanted rows.
  void take(Sequence& sequence, std::span<LogitsRow> logits);
  /// Draws the next token of an answer, of which the cache has run `run` tokens; false when that ended it.
  bool draw(Sequence& sequence, LogitsRow& logits, std::size_t run, std::size_t row);
  /// The rows of the last pass, whose logits lie in logits_ unless `best` were found.
  std::vector<LogitsRow> rows_of(const BestTokens& best);
  /// Has the backend note the experts of the tokens that each slice wants.
  void watch_experts(std::span<Sequence* const> running, SequenceSlices slices);
  /// Brings the prediction layer up to the last token of each sequence, and foretells those behind the answers.
  void foretell();
  /// Keeps the states of tokens that were run, and of a prompt the tokens behind them.
  void follow(Sequence& sequence, ConstMatrix states);

  /// Runs ids behind the first sequence alone, and computes as many rows of logits as `logits` has.
  void forward(std::span<const TokenId> ids, Matrix logits) {
    KvCache& cache = sequences_.front().cache;
    const SequenceSlice slice{cache.size(), ids.size(), cache.layers(), logits.rows};
    backend_->on_route = nullptr;
    model_->language_model().forward(*backend_, ids, {&slice, 1}, logits, {}, nullptr);
    model_->check_files();
    cache.append(ids);
  }
  /// The first sequence's cache, emptied.
  KvCache& empty_cache() {
    sequences_.front().prompt_size = 0;
    sequences_.front().cache.truncate(0);
    return sequences_.front().cache;
  }
  /// Throws NotFinite, naming the tensor, unless all are numbers.
  void check_finite(std::span<const float> logits) const {
    if (!std::ranges::all_of(logits, [](float v) { return std::isfinite(v); })) throw model_->not_finite();
  }

  std::shared_ptr<const OpenedModel> model_;
  const ModelShape& shape_;
  std::size_t chunk_;
  std::unique_ptr<Backend> backend_;
  std::vector<Sequence> sequences_;
  std::optional<PrefixStore> store_;
  std::uint64_t turns_ = 0;
  bool speculation_ = false;
  std::vector<GenerationResult> results_;  ///< of the requests that are answered
  std::vector<float> logits_;              ///< [wanted tokens, vocab]
  std::vector<float> states_;              ///< [tokens, hidden]
};

Sequence* LocalSession::free_sequence(std::span<const TokenId> prompt) {
  // What is shared by chance, or by all conversations, is no reason to lose what another has read.
  const auto shared = [&](const Sequence& sequence) {
    const std::size_t common = sequence.cache.common_prefix(prompt);
    return common >= kWorthLoading ? common : 0;
  };
  Sequence* best = nullptr;
  for (Sequence& sequence : sequences_) {
    if (sequence.request) continue;
    if (!best || shared(sequence) > shared(*best) || (shared(sequence) == shared(*best) && sequence.turn < best->turn))
      best = &sequence;
  }
  return best;
}

void LocalSession::begin(Sequence& sequence, const GenerationRequest& request) {
  const std::span<const TokenId> prompt = request.prompt;
  sequence.since = Sequence::Clock::now();
  sequence.request = &request;
  sequence.turn = ++turns_;
  sequence.result = {};
  sequence.result.prompt_tokens = prompt.size();
  if (store_) keep(sequence, sequence.cache.common_prefix(prompt));
  share(sequence);
  if (store_) store_->load(prompt, kWorthLoading, sequence.cache);
  sequence.prompt_size = prompt.size();
  sequence.cache.truncate(sequence.cache.common_prefix(cacheable(request)));
  resume(sequence);
  sequence.result.cached_tokens = sequence.cache.size();
}

void LocalSession::resume(Sequence& sequence) {
  sequence.stop_speculating();
  // The prediction layer goes on from the state of the first token that it lacks: that is computed again.
  const std::size_t predicted = sequence.cache.predicted();
  sequence.speculates = speculation_ && sequence.cache.size() - predicted <= kWorthPredicting;
  sequence.acceptance = 1;
  if (sequence.speculates) {
    sequence.cache.truncate(predicted);
    sequence.cache.set_predicted(predicted);
  }
}

void LocalSession::end(Sequence& sequence, FinishReason reason) {
  GenerationResult& result = sequence.result;
  result.finish_reason = reason;
  result.completion_tokens = sequence.answer ? sequence.answer->tokens() : 0;
  (sequence.answer ? result.decode_seconds : result.prefill_seconds) = sequence.seconds();
  const GenerationRequest& ended = *sequence.request;
  sequence.free();
  const GenerationRequest* next = ended.on_end ? ended.on_end(result) : nullptr;
  if (next && next->prompt.size() > context_length()) {
    result.finish_reason = FinishReason::ContextFull;
    next = nullptr;
  }
  results_[sequence.index] = result;
  if (!next) return;
  check(*next);
  begin(sequence, *next);
}

bool LocalSession::share(Sequence& sequence) {
  const auto read = [&](const Sequence& other) { return other.cache.common_prefix(cacheable(*sequence.request)); };
  const Sequence& best = *std::ranges::max_element(sequences_, {}, read);
  const std::size_t shared = read(best);
  // resume() may give some of it back.
  if (shared <= read(sequence) + (speculation_ ? kWorthPredicting : 0)) return false;
  sequence.cache.copy_prefix(best.cache, shared);
  return true;
}

bool LocalSession::waits(const Sequence& sequence) const {
  return std::ranges::any_of(sequences_, [&](const Sequence& other) {
    if (!other.reads() || other.turn >= sequence.turn) return false;
    const std::size_t common = common_prefix(other.request->prompt, cacheable(*sequence.request));
    return common > other.cache.size() && common > sequence.cache.size();
  });
}

std::vector<LogitsRow> LocalSession::rows_of(const BestTokens& best) {
  std::vector<LogitsRow> rows;
  for (std::size_t row = 0; row < best.temperatures().size(); ++row) {
    const auto all = std::span(logits_).subspan(row * shape_.vocab, shape_.vocab);
    if (best.found())
      rows.emplace_back(best, row, all, [this, row](std::span<float> out) { backend_->read_logits(row, out); });
    else
      rows.emplace_back(all);
  }
  return rows;
}

bool LocalSession::draw(Sequence& sequence, LogitsRow& logits, std::size_t run, std::size_t row) {
  const KvCache& cache = sequence.cache;
  const auto reason =
      sequence.answer->next(logits, std::span(cache.tokens()).first(run), cache.capacity(), sequence.experts[row]);
  if (sequence.speculates) sequence.followers.push_back(sequence.answer->token());
  if (reason) {
    sequence.cache.truncate(run);
    end(sequence, *reason);
  }
  return !reason;
}

void LocalSession::take(Sequence& sequence, std::span<LogitsRow> logits) {
  const GenerationRequest& request = *sequence.request;
  const std::size_t size = sequence.cache.size();
  if (!sequence.answer) {
    if (request.on_prefill) request.on_prefill(size, request.prompt.size());
    if (size < request.prompt.size()) return;
    sequence.result.prefill_seconds = sequence.result.time_to_first_token = sequence.seconds();
    sequence.since = Sequence::Clock::now();
    sequence.answer.emplace(*model_, request);
  }
  const auto draft = std::exchange(sequence.draft, std::nullopt);
  if (!draw(sequence, logits[0], draft ? size - 1 : size, 0) || !draft) return;
  // What is drawn is the same as without the draft; where it is the draft, the token behind it can be drawn at once.
  const bool accepted = sequence.answer->token() == *draft;
  ++sequence.result.foretold_tokens;
  sequence.result.accepted_tokens += accepted ? 1 : 0;
  sequence.acceptance = kAcceptanceMemory * sequence.acceptance + (1 - kAcceptanceMemory) * (accepted ? 1.0 : 0.0);
  if (accepted) {
    if (!draw(sequence, logits[1], size, 1)) return;
  } else {
    sequence.cache.truncate(size - 1);
    if (sequence.speculates) sequence.states.resize(sequence.followers.size() * shape_.hidden);
  }
  if (sequence.acceptance < kLeastAcceptance) sequence.stop_speculating();
}

void LocalSession::follow(Sequence& sequence, ConstMatrix states) {
  if (!sequence.speculates) return;
  sequence.states.insert(sequence.states.end(), states.data, states.data + states.rows * states.columns);
  if (sequence.answer) return;
  const std::vector<TokenId>& prompt = sequence.request->prompt;
  const std::size_t end = std::min(prompt.size(), sequence.cache.size() + 1);
  for (std::size_t i = sequence.cache.size() - states.rows + 1; i < end; ++i)
    sequence.followers.push_back(prompt[i]);
}

void LocalSession::foretell() {
  std::vector<TokenId> ids;
  std::vector<float> states;
  std::vector<SequenceSlice> slices;
  std::vector<Sequence*> followed;
  std::size_t wanted = 0;
  for (Sequence& sequence : sequences_) {
    if (sequence.followers.empty()) continue;
    const std::size_t count = sequence.followers.size();
    const bool foretells = sequence.answer && sequence.cache.size() + 2 <= sequence.cache.capacity();
    slices.push_back({sequence.cache.predicted(), count, sequence.cache.layers(), foretells ? std::size_t{1} : 0});
    wanted += slices.back().wanted;
    ids.insert(ids.end(), sequence.followers.begin(), sequence.followers.end());
    const auto rows = static_cast<std::ptrdiff_t>(count * shape_.hidden);
    states.insert(states.end(), sequence.states.begin(), sequence.states.begin() + rows);
    sequence.states.erase(sequence.states.begin(), sequence.states.begin() + rows);
    sequence.followers.clear();
    followed.push_back(&sequence);
  }
  if (slices.empty()) return;
  backend_->on_route = nullptr;
  logits_.resize(wanted * shape_.vocab);
  BestTokens best(std::vector<float>(wanted, 0.0f));
  model_->language_model().predict(*backend_, ids, ConstMatrix(states.data(), ids.size(), shape_.hidden), slices,
                                   Matrix(logits_.data(), wanted, shape_.vocab), &best);
  std::vector<LogitsRow> rows = rows_of(best);
  std::size_t row = 0;
  for (std::size_t i = 0; i < followed.size(); ++i) {
    KvCache& cache = followed[i]->cache;
    cache.set_predicted(slices[i].first + slices[i].count);
    if (slices[i].wanted == 0) continue;
    LogitsRow& logits = rows[row++];
    followed[i]->draft = logits.best()
                             ? logits.best()->tokens.front().id
                             : static_cast<TokenId>(std::ranges::max_element(logits.all()) - logits.all().begin());
  }
}

void LocalSession::watch_experts(std::span<Sequence* const> running, SequenceSlices slices) {
  backend_->on_route = nullptr;
  for (std::size_t i = 0; i < running.size(); ++i)
    running[i]->experts.assign(slices[i].wanted, {});
  if (std::ranges::none_of(running, [](const Sequence* sequence) { return sequence->request->experts; })) return;
  backend_->on_route = [running, slices](const ExpertChoice& choice) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < running.size(); ++i) {
      last += slices[i].count;
      if (!running[i]->request->experts) continue;
      for (std::size_t row = 0; row < slices[i].wanted; ++row) {
        const std::size_t token = last - slices[i].wanted + row;
        const auto chosen = std::span(choice.expert + token * choice.top_k, choice.top_k);
        auto& experts = running[i]->experts[row];
        experts.insert(experts.end(), chosen.begin(), chosen.end());
      }
    }
  };
}

void LocalSession::step() {
  std::vector<TokenId> ids;
  std::vector<SequenceSlice> slices;
  std::vector<Sequence*> running;
  std::vector<float> temperatures;
  const auto add = [&](Sequence& sequence, std::span<const TokenId> some, std::size_t rows) {
    slices.push_back({sequence.cache.size(), some.size(), sequence.cache.layers(), rows});
    ids.insert(ids.end(), some.begin(), some.end());
    running.push_back(&sequence);
    temperatures.insert(temperatures.end(), rows, sequence.request->sampler.temperature);
  };
  if (speculation_) foretell();
  for (Sequence& sequence : sequences_) {
    if (!sequence.answer) continue;
    const std::array<TokenId, 2> next{sequence.answer->token(), sequence.draft.value_or(0)};
    const std::size_t count = sequence.draft ? 2 : 1;
    add(sequence, std::span(next).first(count), count);
  }
  std::size_t room = chunk_;
  for (Sequence& sequence : sequences_) {
    if (!sequence.reads()) continue;
    if (sequence.request->stop.stop_requested()) {
      end(sequence, FinishReason::Cancelled);
      continue;
    }
    if (waits(sequence)) continue;
    if (const std::size_t before = sequence.cache.size(); share(sequence)) {
      resume(sequence);
      sequence.result.cached_tokens += sequence.cache.size() - before;
    }
    const auto rest = std::span(sequence.request->prompt).subspan(sequence.cache.size());
    // The last tokens of a long prompt are read apart, as those of the same prompt are when it is asked again.
    const std::size_t end = rest.size() >= backend_->large_pass() ? rest.size() - kReadApart : rest.size();
    const std::size_t count = std::min(room, end);
    // Logits are wanted of a prompt's last token only.
    if (count > 0) add(sequence, rest.first(count), count == rest.size() ? 1 : 0);
    room -= count;
  }
  if (slices.empty()) return;

  watch_experts(running, slices);
  const std::size_t wanted = temperatures.size();
  logits_.resize(wanted * shape_.vocab);
  BestTokens best(std::move(temperatures));
  const bool speculates = std::ranges::any_of(running, [](const Sequence* one) { return one->speculates; });
  states_.resize(speculates ? ids.size() * shape_.hidden : 0);
  const Matrix states(states_.data(), speculates ? ids.size() : 0, shape_.hidden);
  model_->language_model().forward(*backend_, ids, slices, Matrix(logits_.data(), wanted, shape_.vocab), states, &best);
  model_->check_files();
  std::vector<LogitsRow> rows = rows_of(best);
  std::size_t first = 0, row = 0;
  for (std::size_t i = 0; i < running.size(); ++i) {
    const SequenceSlice& slice = slices[i];
    running[i]->cache.append(std::span(ids).subspan(first, slice.count));
    if (speculates) follow(*running[i], states.slice(first, slice.count));
    take(*running[i], std::span(rows).subspan(row, slice.wanted));
    first += slice.count;
    row += slice.wanted;
  }
}

std::vector<GenerationResult> LocalSession::generate(std::span<const GenerationRequest> requests) {
  for (const GenerationRequest& request : requests)
    check(request);
  // What a function of a request throws must leave no sequence with a request that is gone.
  struct Release {
    std::vector<Sequence>& sequences;
    ~Release() {
      for (Sequence& sequence : sequences)
        sequence.free();
    }
  } release{sequences_};
  results_.assign(requests.size(), {});
  std::size_t next = 0;
  while (true) {
    while (next < requests.size()) {
      Sequence* free = free_sequence(requests[next].prompt);
      if (!free) break;
      free->index = next;
      begin(*free, requests[next]);
      ++next;
    }
    if (std::ranges::none_of(sequences_, [](const Sequence& sequence) { return sequence.request != nullptr; }))
      return std::move(results_);
    step();
  }
}

std::vector<float> LocalSession::logits(std::span<const TokenId> ids, std::size_t chunk) {
  check_prompt(ids, shape_, context_length());
  empty_cache();
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
  check_prompt(ids, shape_, context_length());
  const KvCache& cache = empty_cache();
  std::vector<float> rows;
  rows.reserve(positions.size() * shape_.vocab);
  // A chunk ends at each wanted position, for its last row is the cheap one.
  for (const std::size_t position : positions) {
    if (position >= ids.size() || position < cache.size())
      throw Error(ErrorCode::InvalidArgument, "the positions must ascend and lie within the ids");
    std::vector<float> last(shape_.vocab);
    while (cache.size() <= position) {
      const std::size_t count = std::min(std::max<std::size_t>(1, chunk), position + 1 - cache.size());
      forward(ids.subspan(cache.size(), count), Matrix(last.data(), 1, last.size()));
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
