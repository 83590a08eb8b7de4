// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {Invalidity, ParticipantId, Point, ReserveKind, Seal} from "../../../contracts/types/Types.sol";
import {Curve} from "../support/Curve.sol";
import {World} from "./World.sol";

/// @dev Real seals by the text of the specification, and what opens them. `r` is small so that the textbook's arithmetic is quick; the
/// ledger cannot tell.
abstract contract Sealing is World {
    uint256 private constant MAX_R = 1 << 12;

    /// @dev A bid for this tender: mostly a sound one, sometimes with one of the flaws that only the opening finds.
    function _draftOf(uint256 i, uint64 bidder) internal returns (Draft memory draft) {
        bool picks = _tenders[i].terms.reserve.kind == ReserveKind.Multiple;
        draft.r = 2 + _chance(MAX_R);
        draft.price = (uint256(_tenders[i].terms.award.baseAmount) / 100) * (84 + 2 * _chance(10));
        draft.choices = picks ? 1 + _chance(7) + 256 * (8 + _chance(8)) : 0;
        uint256 kind = _chance(24);
        if (kind == 0) (draft.price, draft.flaw) = (0, Invalidity.PriceOutOfRange);
        else if (kind == 1) (draft.price, draft.flaw) = (1 << 96, Invalidity.PriceOutOfRange);
        else if (kind == 2) {
            (draft.choices, draft.flaw) = (picks ? 3 + 256 * 3 : 7, Invalidity.ChoicesOutOfRange);
        }
        draft.seal = _seal(i, "Bongin bid seal 1", bidder, draft);
        if (kind == 3) {
            draft.seal.tag ^= bytes32(uint256(1));
            draft.flaw = Invalidity.BadTag;
        } else if (kind == 4) _copy(i, bidder, draft);
    }

    /// @dev A reserve price sealed by the agency.
    function _reserveDraftOf(uint256 i, uint96 price) internal returns (Draft memory draft) {
        (draft.r, draft.price) = (2 + _chance(MAX_R), price);
        draft.seal = _seal(i, "Bongin reserve seal 1", ParticipantId.unwrap(_tenders[i].agency), draft);
    }

    /// @dev Somebody else's seal under one's own name.
    function _copy(uint256 i, uint64 bidder, Draft memory draft) private {
        uint64 victim = _bidderAt(_chance(BIDDERS));
        Draft storage other = _drafts[i][victim];
        if (victim == bidder || other.r == 0) return;
        (draft.seal, draft.r, draft.flaw) = (other.seal, other.r, Invalidity.BadTag);
    }

    function _seal(
        uint256 i,
        string memory domain,
        uint64 author,
        Draft memory draft
    ) private view returns (Seal memory seal) {
        (seal.x, seal.y) = Curve.multipleOfG(draft.r);
        (uint256 dx, uint256 dy) = _sharedPointOf(i, draft.r);
        bytes32 key = keccak256(
            abi.encode(
                keccak256(bytes(domain)),
                block.chainid,
                address(_ledger),
                _tenders[i].id,
                author,
                keccak256(abi.encode(dx, dy))
            )
        );
        seal.price = bytes32(draft.price) ^ keccak256(abi.encode(key, uint256(0)));
        seal.choices = bytes32(draft.choices) ^ keccak256(abi.encode(key, uint256(1)));
        seal.tag = keccak256(abi.encode(key, draft.price, draft.choices));
    }

    /// @dev D = r·P.
    function _sharedPointOf(uint256 i, uint256 r) private view returns (uint256, uint256) {
        Point memory publicKey = _publicKeyOf(_tenders[i].key);
        return Curve.multiple(r, publicKey.x, publicKey.y);
    }

    /// @dev What the key's secret makes of a seal; while forging, another point of the curve.
    function _openingOf(
        uint256 i,
        uint64 author,
        Seal memory seal,
        uint256 r
    ) internal view returns (ITenderLedger.SealOpening memory) {
        (uint256 dx, uint256 dy) = _sharedPointOf(i, _forging ? r + 1 : r);
        return ITenderLedger.SealOpening(ParticipantId.wrap(author), seal, dx, dy, _hintOf(dx));
    }

    /// @dev What the author's note makes of a seal; while forging, another note.
    function _revealOf(
        uint256 i,
        uint64 author,
        Seal memory seal,
        uint256 r
    ) internal view returns (ITenderLedger.Reveal memory) {
        uint256 hint = _hintOf(seal.x);
        return ITenderLedger.Reveal(_openingOf(i, author, seal, r), _forging ? r + 1 : r, hint);
    }

    function _hintOf(uint256 x) private view returns (uint256) {
        return Math.invModPrime(addmod(x, P - Curve.GX, P), P);
    }
}
