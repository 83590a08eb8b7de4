// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Seals} from "../../contracts/libraries/Seals.sol";
import {SealsHarness} from "../../contracts/mocks/SealsHarness.sol";
import {Invalidity, ParticipantId, Seal, TenderId} from "../../contracts/types/Types.sol";
import {Curve} from "./support/Curve.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract SealsTest is Fuzz {
    /// @dev Whose seal, and what is in it; the words are free, so that also what no honest sealer makes can be sealed.
    struct Case {
        bool reserve;
        TenderId tender;
        ParticipantId author;
        uint256 secret;
        uint256 r;
        uint256 price;
        uint256 choices;
    }

    /// @dev A seal with the point `D` that opens it.
    struct Sealed {
        Seal seal;
        uint256 dx;
        uint256 dy;
    }

    SealsHarness private _ledger = new SealsHarness();

    // ------------------------------------------------------------------------------------------------- round trip

    function testFuzz_OpensToWhatWasSealed(Case memory c, uint96 price) public view {
        VM.assume(price != 0);
        (c.price, c.choices) = (price, 0);
        _expect(c, false, Invalidity.None);
    }

    /// @dev The bidder's `r·P` and the opener's `x·R`.
    function testFuzz_BidderAndOpenerFindTheSamePoint(Case memory c) public view {
        (uint256 px, uint256 py) = Curve.multipleOfG(_scalar(c.secret));
        (uint256 dx, uint256 dy) = Curve.multiple(_scalar(c.r), px, py);
        Sealed memory one = _seal(c);
        equal(dx, one.dx);
        equal(dy, one.dy);
    }

    function testFuzz_OpensTwoDifferentPicks(
        Case memory c,
        uint96 price,
        uint256 first,
        uint256 second
    ) public view {
        VM.assume(price != 0 && bound(first, 1, 15) != bound(second, 1, 15));
        (c.price, c.choices) = (price, bound(first, 1, 15) | (bound(second, 1, 15) << 8));
        _expect(c, true, Invalidity.None);
    }

    // ----------------------------------------------------------------------------------------------------- ranges

    function testFuzz_NamesAPriceOutOfRange(Case memory c, uint256 price, bool picks) public view {
        c.price = price % 8 == 0 ? 0 : bound(price, 1 << 96, type(uint256).max);
        _expect(c, picks, Invalidity.PriceOutOfRange);
    }

    function testFuzz_NamesAnyOtherChoicesThanTwoDifferentPicks(Case memory c, uint96 price) public view {
        VM.assume(price != 0 && !_arePicks(c.choices));
        c.price = price;
        _expect(c, true, Invalidity.ChoicesOutOfRange);
    }

    function testFuzz_NamesSmallWrongPicks(Case memory c, uint8 first, uint8 second) public view {
        VM.assume(c.price != 0);
        (c.price, c.choices) = (
            bound(c.price, 1, type(uint96).max),
            uint256(first % 18) | (uint256(second % 18) << 8)
        );
        _expect(c, true, _arePicks(c.choices) ? Invalidity.None : Invalidity.ChoicesOutOfRange);
    }

    function testFuzz_NamesChoicesWhereNoneAreAskedFor(Case memory c, uint96 price) public view {
        VM.assume(price != 0 && c.choices != 0);
        c.price = price;
        _expect(c, false, Invalidity.ChoicesOutOfRange);
    }

    // -------------------------------------------------------------------------------------------------- tampering

    function testFuzz_AFlippedBitOfTheSealedWordsIsABadTag(Case memory c, uint8 bit, uint8 part) public view {
        Sealed memory one = _seal(c);
        bytes32 flip = bytes32(uint256(1) << bit);
        if (part % 3 == 0) one.seal.price ^= flip;
        else if (part % 3 == 1) one.seal.choices ^= flip;
        else one.seal.tag ^= flip;
        _expectBadTag(c, one);
    }

    function testFuzz_AFlippedBitOfDIsABadTag(Case memory c, uint8 bit, bool inX) public view {
        Sealed memory one = _seal(c);
        if (inX) one.dx ^= 1 << bit;
        else one.dy ^= 1 << bit;
        _expectBadTag(c, one);
    }

    function testFuzz_ACopyForAnotherAuthorIsABadTag(Case memory c, ParticipantId other) public view {
        VM.assume(c.author != other);
        Sealed memory one = _seal(c);
        c.author = other;
        _expectBadTag(c, one);
    }

    function testFuzz_ACopyForAnotherTenderIsABadTag(Case memory c, TenderId other) public view {
        VM.assume(TenderId.unwrap(c.tender) != TenderId.unwrap(other));
        Sealed memory one = _seal(c);
        c.tender = other;
        _expectBadTag(c, one);
    }

    function testFuzz_ABidTakenForAReserveIsABadTag(Case memory c) public view {
        Sealed memory one = _seal(c);
        c.reserve = !c.reserve;
        _expectBadTag(c, one);
    }

    function testFuzz_ACopyOnAnotherLedgerIsABadTag(Case memory c) public {
        Sealed memory one = _seal(c);
        _ledger = new SealsHarness();
        _expectBadTag(c, one);
    }

    function testFuzz_ACopyOnAnotherChainIsABadTag(Case memory c, uint32 chain) public {
        VM.assume(chain != 0 && chain != block.chainid);
        Sealed memory one = _seal(c);
        VM.chainId(chain);
        _expectBadTag(c, one);
    }

    // ------------------------------------------------------------------------------------------------------- form

    function testFuzz_IsEmptyOnlyIfEveryWordIs(uint8 word, uint256 value) public view {
        Seal memory seal;
        yes(_ledger.isEmpty(seal), "the empty seal");
        VM.assume(value != 0);
        if (word % 5 == 0) seal.x = value;
        else if (word % 5 == 1) seal.y = value;
        else if (word % 5 == 2) seal.price = bytes32(value);
        else if (word % 5 == 3) seal.choices = bytes32(value);
        else seal.tag = bytes32(value);
        no(_ledger.isEmpty(seal), "one word is not zero");
    }

    function testFuzz_TheHashDependsOnEveryBit(Seal memory seal, uint8 word, uint8 bit) public view {
        bytes27 before = _ledger.hashOf(seal);
        yes(
            before == bytes27(keccak256(abi.encode(seal.x, seal.y, seal.price, seal.choices, seal.tag))),
            "its text"
        );
        uint256 flip = uint256(1) << bit;
        if (word % 5 == 0) seal.x ^= flip;
        else if (word % 5 == 1) seal.y ^= flip;
        else if (word % 5 == 2) seal.price ^= bytes32(flip);
        else if (word % 5 == 3) seal.choices ^= bytes32(flip);
        else seal.tag ^= bytes32(flip);
        no(before == _ledger.hashOf(seal), "one bit is different");
    }

    // ---------------------------------------------------------------------------------------------------- helpers

    /// @dev The sealer by the text of the specification, with none of the library's code.
    function _seal(Case memory c) private view returns (Sealed memory one) {
        Seal memory seal = one.seal;
        (seal.x, seal.y) = Curve.multipleOfG(_scalar(c.r));
        (one.dx, one.dy) = Curve.multiple(_scalar(c.secret), seal.x, seal.y);
        bytes32 domain = keccak256(bytes(c.reserve ? "Bongin reserve seal 1" : "Bongin bid seal 1"));
        bytes32 shared = keccak256(abi.encode(one.dx, one.dy));
        bytes32 key = keccak256(
            abi.encode(domain, block.chainid, address(_ledger), c.tender, c.author, shared)
        );
        seal.price = bytes32(c.price) ^ keccak256(abi.encode(key, uint256(0)));
        seal.choices = bytes32(c.choices) ^ keccak256(abi.encode(key, uint256(1)));
        seal.tag = keccak256(abi.encode(key, c.price, c.choices));
    }

    function _scalar(uint256 value) private pure returns (uint256) {
        return bound(value, 2, N - 2);
    }

    function _arePicks(uint256 choices) private pure returns (bool) {
        for (uint256 first = 1; first <= 15; ++first) {
            for (uint256 second = 1; second <= 15; ++second) {
                if (first != second && choices == first + 256 * second) return true;
            }
        }
        return false;
    }

    function _expect(Case memory c, bool picks, Invalidity invalidity) private view {
        Sealed memory one = _seal(c);
        yes(_ledger.isWellFormed(one.seal), "well formed");
        Seals.Content memory content = _open(c, one, picks);
        equal(uint256(content.invalidity), uint256(invalidity));
        bool valid = invalidity == Invalidity.None;
        equal(content.price, valid ? c.price : 0);
        equal(content.choices, valid ? c.choices : 0);
    }

    function _expectBadTag(Case memory c, Sealed memory one) private view {
        Seals.Content memory content = _open(c, one, c.choices != 0);
        equal(uint256(content.invalidity), uint256(Invalidity.BadTag));
        equal(content.price, 0);
        equal(content.choices, 0);
    }

    function _open(Case memory c, Sealed memory one, bool picks) private view returns (Seals.Content memory) {
        return _ledger.open(one.seal, c.reserve, c.tender, c.author, one.dx, one.dy, picks);
    }
}
