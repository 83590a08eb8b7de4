// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Campaign} from "./invariants/Campaign.sol";
import {KeyLife} from "./invariants/KeyLife.sol";

/// @dev Lives of guardian sets and keys by chance; what must hold of all of them stands in invariants.md.
contract KeyInvariants is Campaign {
    uint256 private constant VERBS = 10;

    KeyLife private _life;

    function setUp() public {
        _life = new KeyLife();
    }

    function invariant_TheKeysKeepTheirPromises() external view {
        _life.check();
    }

    function test_TheMovesReachEveryVerb() external {
        uint256[VERBS] memory accepted;
        uint256[VERBS] memory refused;
        for (uint256 sequence; sequence < SEQUENCES; ++sequence) {
            uint256 start = VM.snapshotState();
            _play(sequence);
            (uint256[VERBS] memory a, uint256[VERBS] memory r) = _life.tallies();
            for (uint256 v; v < VERBS; ++v) {
                (accepted[v], refused[v]) = (accepted[v] + a[v], refused[v] + r[v]);
            }
            VM.revertToState(start);
        }
        string[VERBS] memory verbs = _verbs();
        for (uint256 v; v < VERBS; ++v) _report(verbs[v], accepted[v], refused[v]);
    }

    function _handler() internal view override returns (address) {
        return address(_life);
    }

    function _check() internal view override {
        _life.check();
    }

    function _moves() internal pure override returns (bytes4[] memory moves) {
        moves = new bytes4[](12);
        (moves[0], moves[1]) = (KeyLife.formSet.selector, KeyLife.retireSet.selector);
        (moves[2], moves[3]) = (KeyLife.startCeremony.selector, KeyLife.postPackage.selector);
        (moves[4], moves[5]) = (KeyLife.confirm.selector, KeyLife.accuse.selector);
        (moves[6], moves[7]) = (KeyLife.assign.selector, KeyLife.beginOpening.selector);
        (moves[8], moves[9]) = (KeyLife.rehearse.selector, KeyLife.release.selector);
        (moves[10], moves[11]) = (KeyLife.heartbeat.selector, KeyLife.replay.selector);
    }

    function _verbs() private pure returns (string[VERBS] memory) {
        return
            [
                "formGuardianSet",
                "retireGuardianSet",
                "startCeremony",
                "postPackage",
                "confirmKeys",
                "accuseGuardian",
                "assign",
                "rehearseKey",
                "releaseShare",
                "heartbeat"
            ];
    }
}
