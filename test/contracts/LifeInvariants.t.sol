// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Campaign} from "./invariants/Campaign.sol";
import {Life} from "./invariants/Life.sol";

/// @dev Lives of tenders by chance; what must hold of all of them stands in invariants.md.
contract LifeInvariants is Campaign {
    uint256 private constant VERBS = 24;
    uint256 private constant PHASES = 11;

    Life private _life;

    function setUp() public {
        _life = new Life();
    }

    function invariant_TheLedgerKeepsItsPromises() external view {
        _life.check();
    }

    /// @dev An invariant test that never gets past the bidding proves nothing: in a few sequences of the same kind every verb is accepted
    /// and every phase entered.
    function test_TheMovesReachEveryVerbAndPhase() external {
        uint256[VERBS] memory accepted;
        uint256[VERBS] memory refused;
        uint256[PHASES] memory entered;
        for (uint256 sequence; sequence < SEQUENCES; ++sequence) {
            uint256 start = VM.snapshotState();
            _play(sequence);
            (uint256[VERBS] memory a, uint256[VERBS] memory r, uint256[PHASES] memory e) = _life.tallies();
            for (uint256 v; v < VERBS; ++v) {
                (accepted[v], refused[v]) = (accepted[v] + a[v], refused[v] + r[v]);
            }
            for (uint256 p; p < PHASES; ++p) entered[p] += e[p];
            VM.revertToState(start);
        }
        string[VERBS] memory verbs = _verbs();
        for (uint256 v; v < VERBS; ++v) _report(verbs[v], accepted[v], refused[v]);
        string[PHASES] memory phases = _phases();
        // Where a tender begins it is not seen to enter.
        for (uint256 p = 1; p < PHASES; ++p) _report(phases[p], entered[p], 0);
    }

    function _handler() internal view override returns (address) {
        return address(_life);
    }

    function _check() internal view override {
        _life.check();
    }

    function _moves() internal pure override returns (bytes4[] memory moves) {
        moves = new bytes4[](24);
        (moves[0], moves[1], moves[2]) = (Life.announce.selector, Life.repeat.selector, Life.amend.selector);
        (moves[3], moves[4], moves[5]) = (Life.postpone.selector, Life.cancel.selector, Life.submit.selector);
        (moves[6], moves[7]) = (Life.confirm.selector, Life.requestWithdrawal.selector);
        (moves[8], moves[9]) = (Life.grantWithdrawal.selector, Life.suspend.selector);
        (moves[10], moves[11], moves[12]) = (Life.release.selector, Life.open.selector, Life.reveal.selector);
        (moves[13], moves[14], moves[15]) = (
            Life.rank.selector,
            Life.qualify.selector,
            Life.disqualify.selector
        );
        (moves[16], moves[17], moves[18]) = (
            Life.award.selector,
            Life.objectTo.selector,
            Life.decide.selector
        );
        (moves[19], moves[20], moves[21]) = (
            Life.conclude.selector,
            Life.forfeit.selector,
            Life.replay.selector
        );
        (moves[22], moves[23]) = (Life.wait.selector, Life.submit.selector);
    }

    function _verbs() private pure returns (string[VERBS] memory) {
        return
            [
                "announce",
                "announce again (repeat)",
                "amend",
                "postpone",
                "cancel",
                "submitBids",
                "confirmBid",
                "requestWithdrawal",
                "grantWithdrawal",
                "releaseShare",
                "openBids",
                "openReserve",
                "revealBids",
                "revealReserve",
                "rankBids",
                "qualify",
                "disqualify",
                "award",
                "object",
                "decideObjection (upheld)",
                "decideObjection (rejected)",
                "conclude",
                "forfeit",
                "(time passes)"
            ];
    }

    function _phases() private pure returns (string[PHASES] memory) {
        return
            [
                "Scheduled",
                "Bidding",
                "Closed",
                "Opening",
                "Fallback",
                "Ranking",
                "Review",
                "Standstill",
                "Concluded",
                "Failed",
                "Cancelled"
            ];
    }
}
