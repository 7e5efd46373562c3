"""The page's reward model and its best policy, as TRL, scikit-learn and SciPy find them."""

from __future__ import annotations

import contextlib
import io
import runpy

import numpy as np
import pytest
import torch
import transformers
from small_trl import SETTINGS, configuration, tokenizer

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")  # of dill, datasets, TRL
PAIRS = [
    {"prompt": "who wrote emma", "chosen": " jane austen", "rejected": " no idea"},
    {"prompt": "who", "chosen": " you and i", "rejected": " no"},
    {"prompt": "emma wrote", "chosen": " who", "rejected": " jane and emma wrote"},
]


def page(name):
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/rlhf/{name}.py"))


@pytest.fixture(scope="module")
def comparisons():
    return page("only_differences_of_rewards_are_learned_numpy")


def test_the_loss_is_that_of_trls_reward_trainer(comparisons, tmp_path):
    """To 1e-5: rewards in float32 there, in float64 here."""
    import datasets
    import trl

    transformers.set_seed(0)
    config = configuration()
    config.num_labels, config.pad_token_id = 1, 2
    trainer = trl.RewardTrainer(
        transformers.GPT2ForSequenceClassification(config),
        args=trl.RewardConfig(output_dir=str(tmp_path), **SETTINGS),
        train_dataset=datasets.Dataset.from_list(PAIRS),
        processing_class=tokenizer(),
    )
    batch = next(iter(trainer.get_train_dataloader()))
    with torch.no_grad():
        loss = trainer.compute_loss(trainer.model, dict(batch)).item()
        inputs = {k: batch[k] for k in ("input_ids", "attention_mask")}
        rewards = trainer.model(**inputs).logits[:, 0].double().numpy()
    pairs = len(PAIRS)  # the chosen of all pairs come first
    comparisons["bradley_terry"].__globals__["wins"] = np.eye(2 * pairs, k=pairs)
    assert comparisons["bradley_terry"](rewards)[0] == pytest.approx(loss, rel=1e-5)
    assert abs(loss - np.log(2)) > 1e-4


def test_the_fitted_rewards_are_those_of_a_logistic_regression():
    """A comparison is a row with 1 for the winner and -1 for the loser; to 0.01."""
    from sklearn.linear_model import LogisticRegression

    script = page("only_differences_of_rewards_are_learned_numpy")
    rows, results, counts = [], [], []
    for i in range(4):
        for j in range(i + 1, 4):
            for result, count in ((1, script["wins"][i, j]), (0, script["wins"][j, i])):
                rows.append(np.eye(4)[i] - np.eye(4)[j])
                results.append(result)
                counts.append(count)
    model = LogisticRegression(C=1e6, fit_intercept=False)
    model.fit(np.array(rows), results, sample_weight=counts)
    found = model.coef_[0]
    ours = script["rewards"]
    assert ours - ours.mean() == pytest.approx(found - found.mean(), abs=0.01)


@pytest.mark.parametrize("beta", [1.0, 0.2])
def test_no_other_policy_has_a_higher_objective(beta):
    """The formula against SciPy's maximum of the mean reward minus beta * KL, to 1e-4."""
    from scipy.optimize import minimize

    script = page("the_best_policy_on_a_leash_is_known_numpy")
    reward, reference = script["reward"], script["reference"]

    def objective(logits):
        probs = np.exp(logits - logits.max())
        probs /= probs.sum()
        return -(probs @ reward - beta * (probs * np.log(probs / reference)).sum())

    found = minimize(objective, np.zeros(3), tol=1e-12).x
    probs = np.exp(found - found.max()) / np.exp(found - found.max()).sum()
    best = reference * np.exp(reward / beta)
    assert probs == pytest.approx(best / best.sum(), abs=1e-4)
