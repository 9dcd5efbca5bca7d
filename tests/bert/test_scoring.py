"""The plane of [CLS] against the eigenvalues of the covariance."""

from __future__ import annotations

import pytest
import torch

from bertdemo.bert.scoring import plane


def test_the_plane_is_the_principal_one_and_does_not_jump() -> None:
    torch.manual_seed(0)
    vectors = torch.randn(40, 16) * torch.linspace(3, 0.1, 16)
    points, explained = plane(vectors, None)
    centred = vectors - vectors.mean(0)
    values = torch.linalg.eigvalsh(centred.T @ centred).flip(0)
    assert explained == pytest.approx(float(values[:2].sum() / values.sum()), abs=1e-4)
    torch.testing.assert_close((points**2).sum(0), values[:2], rtol=1e-3, atol=1e-2)
    again, _ = plane(
        vectors + 0.01 * torch.randn_like(vectors), points @ torch.tensor([[0.0, 1.0], [-1.0, 0.0]])
    )
    turned = points @ torch.tensor([[0.0, 1.0], [-1.0, 0.0]])
    assert float((again - turned).norm() / turned.norm()) < 0.05
    assert plane(torch.full((5, 3), float("nan")), None)[0].tolist() == [[0, 0]] * 5
