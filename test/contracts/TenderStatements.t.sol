// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowestPrice} from "../../contracts/awards/LowestPrice.sol";
import {IAwardRule} from "../../contracts/interfaces/IAwardRule.sol";
import {ITenderLedger} from "../../contracts/interfaces/ITenderLedger.sol";
import {TenderTermsHarness} from "../../contracts/mocks/TenderTermsHarness.sol";
import {
    AwardTerms,
    BidPolicy,
    KeyId,
    ParticipantId,
    Phase,
    ReserveKind,
    ReserveTerms,
    Retender,
    Schedule,
    Seal,
    TenderId,
    Terms,
    TieRule
} from "../../contracts/types/Types.sol";
import {Fuzz} from "./support/Fuzz.sol";

/// @dev The ledger's struct hashes against the test runner's own EIP-712 encoder, from the types as the specification lists them.
contract TenderStatementsTest is Fuzz {
    string private constant SEAL = "Seal(uint256 x,uint256 y,bytes32 price,bytes32 choices,bytes32 tag)";
    string private constant TERMS =
        "AwardTerms(uint8 rule,uint96 baseAmount,uint96 aValue,uint96 netCostBase,uint32 floorRate,uint32 netCostRate,"
        "uint8 qualification)"
        "ReserveTerms(uint8 kind,uint16 spread,uint8 cellsAbove)"
        "Schedule(uint48 biddingAt,uint48 closingAt,uint48 openingAt,uint48 fallbackAt,uint48 fallbackEndAt)"
        "Seal(uint256 x,uint256 y,bytes32 price,bytes32 choices,bytes32 tag)"
        "Terms(string notice,bytes32 document,bytes32 predecessor,Schedule schedule,uint32 objectionPeriod,"
        "uint32 amendmentTime,uint16 minimumBids,uint8 bidPolicy,uint8 retender,uint8 tieRule,ReserveTerms reserve,"
        "AwardTerms award)";
    string private constant ANNOUNCE = "Announce(uint64 agency,Terms terms,uint64 key,Seal reserveSeal)";
    string private constant AMEND = "Amend(bytes32 tender,uint32 act,Terms terms,Seal reserveSeal)";
    string private constant POSTPONE =
        "Postpone(bytes32 tender,uint32 act,Schedule schedule,uint16 reason,bytes32 document)"
        "Schedule(uint48 biddingAt,uint48 closingAt,uint48 openingAt,uint48 fallbackAt,uint48 fallbackEndAt)";
    string private constant SUBMIT_BID =
        "SubmitBid(bytes32 tender,uint16 termsVersion,uint64 bidder,uint16 sequence,bytes32 keyHash,Seal seal,"
        "bytes32 attachments,uint48 validUntil)";

    struct Announcement {
        ParticipantId agency;
        Terms terms;
        KeyId key;
        Seal reserveSeal;
    }

    struct Amendment {
        TenderId tender;
        uint32 act;
        Terms terms;
        Seal reserveSeal;
    }

    /// @dev The same without enums, for which the runner would make up values that do not exist.
    struct Fields {
        ParticipantId agency;
        string notice;
        bytes32 document;
        TenderId predecessor;
        Schedule schedule;
        uint32 objectionPeriod;
        uint32 amendmentTime;
        uint16 minimumBids;
        uint8 bidPolicy;
        uint8 retender;
        uint8 tieRule;
        uint8 kind;
        uint16 spread;
        uint8 cellsAbove;
        AwardTerms award;
        KeyId key;
        Seal reserveSeal;
    }

    TenderTermsHarness private _ledger;

    function setUp() public {
        IAwardRule[] memory rules = new IAwardRule[](1);
        rules[0] = new LowestPrice();
        _ledger = new TenderTermsHarness(rules);
    }

    function testFuzz_Announce(Fields memory f) public view {
        Terms memory terms = _termsOf(f);
        Announcement memory a = Announcement(f.agency, terms, f.key, f.reserveSeal);
        bytes32 found = _ledger.announce(a.agency, a.terms, a.key, a.reserveSeal);
        equal(found, VM.eip712HashStruct(string.concat(ANNOUNCE, TERMS), abi.encode(a)));
    }

    function testFuzz_Amend(TenderId tender, uint32 act, Fields memory f) public view {
        Amendment memory a = Amendment(tender, act, _termsOf(f), f.reserveSeal);
        bytes32 found = _ledger.amend(a.tender, a.act, a.terms, a.reserveSeal);
        equal(found, VM.eip712HashStruct(string.concat(AMEND, TERMS), abi.encode(a)));
    }

    function testFuzz_Postpone(
        TenderId tender,
        uint32 act,
        Schedule memory schedule,
        uint16 reason,
        bytes32 document
    ) public view {
        bytes memory fields = abi.encode(tender, act, schedule, reason, document);
        bytes32 found = _ledger.postpone(tender, act, schedule, reason, document);
        equal(found, VM.eip712HashStruct(POSTPONE, fields));
    }

    function testFuzz_Cancel(
        TenderId tender,
        uint32 act,
        uint8 place,
        uint16 reason,
        bytes32 document
    ) public view {
        string memory definition =
            "Cancel(bytes32 tender,uint32 act,uint8 phase,uint16 reason,bytes32 document)";
        Phase phase = Phase(place % 11);
        bytes memory fields = abi.encode(tender, act, phase, reason, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.cancel(tender, act, phase, reason, document), expected);
    }

    function testFuzz_ConfirmBid(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence
    ) public view {
        string memory definition =
            "ConfirmBid(bytes32 tender,uint16 termsVersion,uint64 bidder,uint16 sequence)";
        bytes memory fields = abi.encode(tender, termsVersion, bidder, sequence);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.confirmBid(tender, termsVersion, bidder, sequence), expected);
    }

    function testFuzz_RequestWithdrawal(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document
    ) public view {
        string memory definition =
            "RequestWithdrawal(bytes32 tender,uint16 termsVersion,uint64 bidder,uint16 sequence,bytes32 document)";
        bytes memory fields = abi.encode(tender, termsVersion, bidder, sequence, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.requestWithdrawal(tender, termsVersion, bidder, sequence, document), expected);
    }

    function testFuzz_GrantWithdrawal(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        ParticipantId author
    ) public view {
        string memory definition =
            "GrantWithdrawal(bytes32 tender,uint32 act,uint64 bidder,uint16 sequence,bytes32 document,uint64 author)";
        bytes memory fields = abi.encode(tender, act, bidder, sequence, document, author);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.grantWithdrawal(tender, act, bidder, sequence, document, author), expected);
    }

    function testFuzz_Object(
        TenderId tender,
        ParticipantId bidder,
        uint16 award,
        bytes32 document
    ) public view {
        string memory definition = "Object(bytes32 tender,uint64 bidder,uint16 award,bytes32 document)";
        bytes memory fields = abi.encode(tender, bidder, award, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.object(tender, bidder, award, document), expected);
    }

    function testFuzz_DecideObjection(
        TenderId tender,
        uint32 act,
        uint32 objection,
        bool upheld,
        bytes32 document
    ) public view {
        string memory definition =
            "DecideObjection(bytes32 tender,uint32 act,uint32 objection,bool upheld,bytes32 document)";
        bytes memory fields = abi.encode(tender, act, objection, upheld, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.decideObjection(tender, act, objection, upheld, document), expected);
    }

    function testFuzz_Forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document
    ) public view {
        string memory definition =
            "Forfeit(bytes32 tender,uint32 act,uint64 bidder,uint16 reason,bytes32 document)";
        bytes memory fields = abi.encode(tender, act, bidder, reason, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.forfeit(tender, act, bidder, reason, document), expected);
    }

    function testFuzz_SubmitBid(ITenderLedger.Bid memory bid) public view {
        bytes32 expected = VM.eip712HashStruct(string.concat(SUBMIT_BID, SEAL), abi.encode(bid));
        equal(_ledger.submitBid(bid), expected);
    }

    function testFuzz_Seal(Seal memory seal) public view {
        equal(_ledger.hashOf(seal), VM.eip712HashStruct(SEAL, abi.encode(seal)));
    }

    function testFuzz_Qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 otherScore,
        bytes32 document
    ) public view {
        string memory definition =
            "Qualify(bytes32 tender,uint32 act,uint64 bidder,uint16 otherScore,bytes32 document)";
        bytes memory fields = abi.encode(tender, act, bidder, otherScore, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.qualify(tender, act, bidder, otherScore, document), expected);
    }

    function testFuzz_Disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document
    ) public view {
        string memory definition =
            "Disqualify(bytes32 tender,uint32 act,uint64 bidder,uint16 reason,uint16 otherScore,bytes32 document)";
        bytes memory fields = abi.encode(tender, act, bidder, reason, otherScore, document);
        bytes32 expected = VM.eip712HashStruct(definition, fields);
        equal(_ledger.disqualify(tender, act, bidder, reason, otherScore, document), expected);
    }

    function testFuzz_Award(TenderId tender, uint32 act, ParticipantId bidder, uint96 amount) public view {
        string memory definition = "Award(bytes32 tender,uint32 act,uint64 bidder,uint96 amount)";
        bytes32 expected = VM.eip712HashStruct(definition, abi.encode(tender, act, bidder, amount));
        equal(_ledger.award(tender, act, bidder, amount), expected);
    }

    function testFuzz_Conclude(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 contractHash
    ) public view {
        string memory definition =
            "Conclude(bytes32 tender,uint32 act,uint64 bidder,uint96 amount,bytes32 contractHash)";
        bytes32 expected = VM.eip712HashStruct(
            definition,
            abi.encode(tender, act, bidder, amount, contractHash)
        );
        equal(_ledger.conclude(tender, act, bidder, amount, contractHash), expected);
    }

    function _termsOf(Fields memory f) private pure returns (Terms memory terms) {
        ReserveTerms memory reserve = ReserveTerms(ReserveKind(f.kind % 3), f.spread, f.cellsAbove);
        terms = Terms(
            f.notice,
            f.document,
            f.predecessor,
            f.schedule,
            f.objectionPeriod,
            f.amendmentTime,
            f.minimumBids,
            BidPolicy(f.bidPolicy % 2),
            Retender(f.retender % 2),
            TieRule(f.tieRule % 2),
            reserve,
            f.award
        );
    }
}
