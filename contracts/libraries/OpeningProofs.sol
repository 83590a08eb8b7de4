// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {Point, Seal} from "../types/Types.sol";
import {Secp256k1} from "./Secp256k1.sol";

/// @dev Whether what somebody brings to open a seal is right, whoever brings it.
library OpeningProofs {
    /// @dev Whether `x·R = D`, with the opening key's secret.
    function isShared(
        ITenderLedger.SealOpening calldata opening,
        uint256 secret
    ) internal pure returns (bool) {
        return _isMultiple(secret, Point(opening.seal.x, opening.seal.y), opening);
    }

    /// @dev Whether `r·G = R` and `r·P = D`, with the author's note.
    function isRevealed(
        ITenderLedger.Reveal calldata reveal,
        Point calldata publicKey
    ) internal pure returns (bool) {
        Seal calldata seal = reveal.opening.seal;
        if (!Secp256k1.isScalar(reveal.r)) return false;
        if (!Secp256k1.isMultiple(reveal.r, Secp256k1.generator(), seal.x, seal.y, reveal.hint)) return false;
        return _isMultiple(reveal.r, publicKey, reveal.opening);
    }

    /// @dev `D = ±G` has no hint. Nobody can aim at it, but a bid must not stay closed by it: its outcome is `BadPoint`.
    function _isMultiple(
        uint256 k,
        Point memory base,
        ITenderLedger.SealOpening calldata opening
    ) private pure returns (bool) {
        if (opening.dx == Secp256k1.GX && Secp256k1.isOnCurve(opening.dx, opening.dy)) {
            return Secp256k1.multipleAddress(k, base) == Secp256k1.addressOf(opening.dx, opening.dy);
        }
        return Secp256k1.isMultiple(k, base, opening.dx, opening.dy, opening.hint);
    }
}
