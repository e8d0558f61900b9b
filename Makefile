# `make` lists the verbs. Without make, eng/bench.proj has them as MSBuild targets.

SUITE    ?= mini8
BACKBONE ?= vit-mini
METHODS  ?=
REPAIRS  ?=
SEEDS    ?= 0
DEVICE   ?= cpu
OUT      ?=
CACHE    ?=
THREADS  ?=
FILTER   ?=
ARGS     ?=
FAMILY   ?= hf
ROUNDS   ?= 5

# Sweeps go to a folder of their own unless OUT names one: results/ holds the committed records, and present means done.
RESULTS   = $(or $(OUT),results)

# The rows of the paper's main table; `bench-all` takes every method there is, and METHODS=all as well.
PAPER_METHODS := pretrained,individual,mtl,weight-averaging,task-arithmetic,ties,adamerging,adamerging++

# And its repairs; REPAIRS=all for every repair there is.
PAPER_REPAIRS := none,surgery,surgery-v2

# No jointly trained model is published, nor does any of these rows look at training images.
PUBLISHED_METHODS := pretrained,individual,weight-averaging,task-arithmetic,ties,adamerging,adamerging++

# The papers' tables are of the CLIP towers; and their Surgery rows of rank 16, where ours by default costs what SurgeryV2 costs.
PAPER      = --suite clip8 --backbone $(patsubst vit-mini,vit-b-32,$(BACKBONE)) --family $(FAMILY)
PAPER_RUN  = $(PROGRAM) run $(PAPER) --methods '$(or $(METHODS),$(PUBLISHED_METHODS))' --seeds '$(SEEDS)' --device $(DEVICE) --out '$(RESULTS)' \
	$(if $(CACHE),--cache '$(CACHE)') $(if $(THREADS),--threads $(THREADS)) $(ARGS)

BACKEND := $(firstword $(subst :, ,$(DEVICE)))
BUILD   := -c Release -v quiet -p:TorchBackend=$(BACKEND)
PROGRAM := dotnet run --no-build -c Release -p:TorchBackend=$(BACKEND) --project benchmarks/Accuracy --
SPEED   := dotnet run --no-build -c Release -p:TorchBackend=$(BACKEND) --project benchmarks/Speed --
RUN      = $(PROGRAM) run --suite $(SUITE) --backbone $(BACKBONE) --methods '$(1)' --repairs '$(2)' --seeds '$(SEEDS)' --device $(DEVICE) \
	--out '$(or $(OUT),artifacts/bench)' $(if $(CACHE),--cache '$(CACHE)') $(if $(THREADS),--threads $(THREADS)) $(ARGS)

export DOTNET_NOLOGO := 1
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export SUITE BACKBONE FAMILY METHODS REPAIRS SEEDS DEVICE BACKEND CACHE THREADS FILTER ARGS

.DEFAULT_GOAL := help
.PHONY: build program test soak fuzz bench bench-all report paper speed ratios full-size nightly format format-fix clean help

build: ## Restore and build everything in Release.
	dotnet build SurgeryBench.slnx $(BUILD)

program:
	@dotnet build benchmarks/Accuracy $(BUILD)

test: ## Run the tests; the last line counts them. FILTER=TestCategory=Parity runs a part.
	@eng/test.sh

soak: ## Kill sweeps and downloads at a hundred moments and see that nothing is lost or half written; KILLS=1000 for more.
	@SURGERYBENCH_KILLS=$(or $(KILLS),100) FILTER=TestCategory=Kill eng/test.sh

fuzz: ## Feed readers, records and settings ten million inputs that nobody meant to write; CASES=100000 SEED=2 for others. What finds a fault is kept in artifacts/fuzz.
	@SURGERYBENCH_FUZZ_CASES=$(or $(CASES),10000000) SURGERYBENCH_FUZZ_SEED=$(or $(SEED),1) ARGS='--logger console;verbosity=normal' FILTER=TestCategory=Fuzz eng/test.sh

bench: program ## Run the paper's rows and repairs on SUITE, then write tables, figures and the HTML page; OUT=results adds to the committed ones.
	$(call RUN,$(or $(METHODS),$(PAPER_METHODS)),$(or $(REPAIRS),$(PAPER_REPAIRS)))

bench-all: program ## The same with every method; REPAIRS=all for every repair as well.
	$(call RUN,$(or $(METHODS),all),$(or $(REPAIRS),$(PAPER_REPAIRS)))

report: program ## Write tables, figures and the HTML page again from the records in OUT.
	$(PROGRAM) report --out '$(RESULTS)' $(ARGS)

paper: program ## Fetch and run the paper's rows on clip8, then write ours beside the published numbers; BACKBONE=vit-b-32 FAMILY=hf, or FAMILY=ta with ARGS='--checkpoints DIR'.
	$(PROGRAM) fetch $(PAPER) --splits test $(if $(CACHE),--cache '$(CACHE)')
	$(PAPER_RUN) --repairs '$(or $(REPAIRS),$(PAPER_REPAIRS))'
	$(PAPER_RUN) --repairs surgery --set surgery.Rank=16
	$(PROGRAM) paper $(filter-out clip8 --suite,$(PAPER)) --out '$(RESULTS)'

speed: ## Measure towers, merges, repairs and loading; writes OUT/tables/speed.md. ARGS replaces the short run.
	@dotnet build benchmarks/Speed $(BUILD)
	@rm -rf artifacts/speed/results
	$(SPEED) $(or $(ARGS),--job short --filter '*' --join)
	@mkdir -p '$(RESULTS)/tables'
	@cat artifacts/speed/results/*-report-github.md > '$(RESULTS)/tables/speed.md'

ratios: ## Do the same work here and in plain PyTorch (Debian's python3-torch), in turns; prints seconds and ratios. ROUNDS=5; ARGS='surgery-mini' for a part.
	@dotnet build benchmarks/Speed $(BUILD)
	@$(SPEED) ratios artifacts/ratios $(ROUNDS) $(ARGS)

full-size: ## Merge zoos of random numbers at CLIP's sizes (10 GB under artifacts/full-size) and say how long that takes and how much memory.
	@dotnet build benchmarks/Speed $(BUILD)
	$(SPEED) full-size generate vit-b-32 artifacts/full-size
	$(SPEED) full-size merge vit-b-32 artifacts/full-size ties
	$(SPEED) full-size encode vit-b-32 artifacts/full-size $(DEVICE) 16
	$(SPEED) full-size generate vit-l-14 artifacts/full-size
	$(SPEED) full-size merge vit-l-14 artifacts/full-size task-arithmetic

nightly: ## Run the sweep afresh and compare its accuracies with the baselines; the log is in artifacts/nightly.
	@eng/nightly.sh

format: ## Check the formatting of all code.
	dotnet format SurgeryBench.slnx --verify-no-changes

format-fix: ## Format all code.
	dotnet format SurgeryBench.slnx

clean: ## Delete everything that was built; results and cached models stay (surgerybench clean drops the latter).
	rm -rf artifacts

help: ## List the verbs.
	@echo 'make VERB [SUITE= BACKBONE= FAMILY= METHODS= REPAIRS= SEEDS= DEVICE=cpu|cuda OUT= CACHE= THREADS= ARGS=]'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS="$$(printf '\t')" read -r verb text; do printf '  %-10s  %s\n' "$$verb" "$$text"; done
