// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOpeningKeys} from "../../../contracts/interfaces/IOpeningKeys.sol";
import {KeyId, ParticipantId, TenderId} from "../../../contracts/types/Types.sol";
import {KeyVerbs} from "./KeyVerbs.sol";

/// @dev The handler of the invariant tests of OpeningKeys. A move goes on where something waits to be done; one in five is made
/// anywhere, whether possible or not, and one in eight with a forged signature or a false share.
contract KeyLife is KeyVerbs {
    uint256 private constant RASH = 5;
    uint256 private constant FALSE = 8;

    uint256 private _moves;
    uint256 private _tenders;
    bool private _rash;
    mapping(uint32 set => mapping(uint64 guardian => uint256 height)) private _lastHeight;

    modifier move(uint256 seed) {
        _stir(seed ^ ++_moves);
        _rash = _oneIn(RASH);
        _;
        (_forging, _rash) = (false, false);
        _watch();
    }

    constructor() {
        VM.roll(1_000);
        _openKeys();
        _formRandomSet();
    }

    // --------------------------------------------------------------------------------------------------------- moves

    function formSet(uint256 seed) external move(seed) {
        _dare();
        _formRandomSet();
    }

    function retireSet(uint256 seed) external move(seed) {
        // Seldom: what is retired makes nothing any more.
        if (_oneIn(3)) _retireSet(_anySet());
    }

    function startCeremony(uint256 seed) external move(seed) {
        uint32 set = _anySet();
        if (!_rash) VM.warp(block.timestamp + 60);
        uint256 size = _sets[set - 1].guardians.length;
        uint16 without = _oneIn(2) ? 0 : uint16(_chance(1 << size));
        _dare();
        _startCeremony(set, uint16(1 + _chance(2)), without, _guardianAt(set, _chance(size)));
    }

    function postPackage(uint256 seed) external move(seed) {
        uint48 ceremony = _someCeremony();
        _dare();
        if (_rash || _forging) _postPackage(ceremony, uint8(_chance(4)), _somePlace(ceremony));
        else _postAll(ceremony);
    }

    function confirm(uint256 seed) external move(seed) {
        uint48 ceremony = _someCeremony();
        if (!_rash) _postAll(ceremony);
        _dare();
        if (_rash || _forging || _oneIn(4)) _confirm(ceremony, _somePlace(ceremony), _oneIn(3));
        else _confirmAll(ceremony);
    }

    function accuse(uint256 seed) external move(seed) {
        uint48 ceremony = _someCeremony();
        if (!_rash) _postAll(ceremony);
        _dare();
        _accuse(ceremony, _somePlace(ceremony), _somePlace(ceremony));
    }

    function assign(uint256 seed) external move(seed) {
        uint256 k = _someKey(IOpeningKeys.KeyState.Ready);
        _assign(k, TenderId.wrap(bytes32(++_tenders)));
    }

    function beginOpening(uint256 seed) external move(seed) {
        _isOpening[_known[_someKey(IOpeningKeys.KeyState.Assigned)].tender] = true;
    }

    function rehearse(uint256 seed) external move(seed) {
        uint256 k = _someKey(IOpeningKeys.KeyState.Ready);
        uint64 participant = _oneIn(2) ? REGISTRAR : _guardianAt(_setOf(k), 0);
        _dare();
        _rehearse(k, participant);
    }

    function release(uint256 seed) external move(seed) {
        uint256 k = _someKey(_oneIn(4) ? IOpeningKeys.KeyState.Rehearsing : IOpeningKeys.KeyState.Assigned);
        if (!_rash && !_known[k].rehearsed && !_oneIn(4)) _isOpening[_known[k].tender] = true;
        _dare();
        uint256 start = _chance(GUARDIANS);
        uint256 size = _sets[_setOf(k) - 1].guardians.length;
        uint256 many = 1 + _chance(size);
        for (uint256 n; n < many; ++n) _release(k, (start + n) % size);
    }

    function heartbeat(uint256 seed) external move(seed) {
        uint32 set = _anySet();
        uint64 guardian = _guardianAt(set, _chance(_sets[set - 1].guardians.length));
        VM.roll(block.number + 1 + _chance(200));
        uint256 height = block.number - 1 - _chance(_rash ? 400 : 200);
        _dare();
        if (!_heartbeat(set, guardian, height, blockhash(height))) return;
        if (height <= _lastHeight[set][guardian]) revert Broken("K8 a heartbeat of the past", set);
        _lastHeight[set][guardian] = height;
    }

    /// @dev Whatever was accepted once changes nothing the second time.
    function replay(uint256 seed) external move(seed) {
        if (_sent.length == 0) return;
        Sent storage sent = _sent[_chance(_sent.length)];
        bytes32 before = _fingerprint();
        // solhint-disable-next-line avoid-low-level-calls
        (bool accepted, ) = address(_keys).call(sent.data);
        if (accepted && _fingerprint() != before) revert Broken("K7 a statement took effect twice", 0);
    }

    // -------------------------------------------------------------------------------------------------------- checks

    /// @notice Checks every set, ceremony and key. Reverts with the invariant that does not hold.
    function check() external view {
        for (uint32 set = 1; set <= _sets.length; ++set) {
            (ParticipantId[] memory guardians, uint8 threshold) = _keys.guardianSetOf(set);
            bool same = guardians.length == _sets[set - 1].guardians.length;
            _hold(same && threshold == _sets[set - 1].threshold, "K1 a set changed", set);
            _hold(_keys.isRetired(set) == _sets[set - 1].retired, "K5 retired or not", set);
        }
        for (uint48 c = 1; c <= _ceremonies.length; ++c) _checkCeremony(c);
        for (uint256 k; k < _known.length; ++k) _checkKey(k);
    }

    function _checkCeremony(uint48 ceremony) private view {
        GhostCeremony storage g = _ceremonies[ceremony - 1];
        IOpeningKeys.Ceremony memory c = _keys.ceremonyOf(ceremony);
        _hold(
            c.set == g.set && c.keys == g.keys && c.members == g.members,
            "K6 a ceremony changed",
            ceremony
        );
        _hold(c.round1Posted == g.posted1 && c.round2Posted == g.posted2, "K6 who posted", ceremony);
        _hold(c.packages == g.packages, "K6 not the packages that were posted", ceremony);
        _hold((c.accused != 0) == g.accused, "K6 accused or not", ceremony);
        _hold(c.confirmed & ~c.members == 0, "K6 a stranger confirmed", ceremony);
        // Whether honest or not: a key exists only if every member confirmed it, and nobody was accused before.
        bool ready = c.confirmed == c.members;
        for (uint256 index; index <= c.keys; ++index) {
            bool exists = _keys.keyStateOf(_keyIdOf(ceremony, index)) != IOpeningKeys.KeyState.None;
            _hold(exists == (ready && index < c.keys), "K2 a key that not every member confirmed", ceremony);
            _hold(!exists || !g.accused, "K2 a key in spite of an accusation", ceremony);
        }
    }

    function _checkKey(uint256 k) private view {
        GhostKey storage key = _known[k];
        uint48 ceremony = _ceremonyOf(key.id);
        uint256 index = uint16(KeyId.unwrap(key.id));
        _hold(
            _keys.keyHashOf(key.id) == keccak256(abi.encode(_jointOf(ceremony, index))),
            "K2 other points",
            k
        );
        bool same = TenderId.unwrap(_keys.tenderOf(key.id)) == TenderId.unwrap(key.tender);
        _hold(same, "K4 another tender", k);
        _hold(_keys.releasedOf(key.id) == key.released, "K3 who released", k);
        bool enough = _countOf(key.released) >= _sets[_setOf(k) - 1].threshold;
        (uint256 secret, uint48 openedAt) = _keys.secretOf(key.id);
        _hold((openedAt != 0) == enough, "K3 open without enough shares, or not", k);
        _hold(secret == (enough ? _valueAt(ceremony, index, 0) : 0), "K3 another secret", k);
        IOpeningKeys.KeyState state = _keys.keyStateOf(key.id);
        _hold((state == IOpeningKeys.KeyState.Open) == enough, "K4 open or not", k);
        bool idle = TenderId.unwrap(key.tender) == 0 && !key.rehearsed;
        _hold((state == IOpeningKeys.KeyState.Ready) == idle, "K4 ready or not", k);
    }

    /// @dev None, Ready, Assigned or Rehearsing, Open: never back.
    function _watch() private {
        for (uint256 k; k < _known.length; ++k) {
            IOpeningKeys.KeyState state = _keys.keyStateOf(_known[k].id);
            IOpeningKeys.KeyState before = _known[k].state;
            if (state == before) continue;
            bool back = before == IOpeningKeys.KeyState.Open || state == IOpeningKeys.KeyState.None;
            back = back || (state == IOpeningKeys.KeyState.Ready && before != IOpeningKeys.KeyState.None);
            _hold(!back, "K4 a state that may not follow", k);
            _known[k].state = state;
        }
    }

    function _fingerprint() private view returns (bytes32 sum) {
        for (uint48 c = 1; c <= _ceremonies.length + 1; ++c) {
            sum = keccak256(abi.encode(sum, _keys.ceremonyOf(c)));
        }
        for (uint32 set = 1; set <= _sets.length + 1; ++set) {
            (ParticipantId[] memory guardians, uint8 threshold) = _keys.guardianSetOf(set);
            sum = keccak256(abi.encode(sum, guardians, threshold, _keys.isRetired(set)));
        }
        for (uint256 k; k < _known.length; ++k) {
            KeyId id = _known[k].id;
            sum = keccak256(abi.encode(sum, _keys.keyStateOf(id), _keys.releasedOf(id), _keys.tenderOf(id)));
        }
    }

    function _hold(bool fact, string memory invariant, uint256 which) private pure {
        if (!fact) revert Broken(invariant, which);
    }

    // ------------------------------------------------------------------------------------------------------ choices

    function _dare() private {
        _forging = !_rash && _oneIn(FALSE);
    }

    /// @dev Two to four guardians in order; the threshold is now and then one that no set can have.
    function _formRandomSet() private {
        uint256 size = _sets.length == 0 ? 3 : 2 + _chance(3);
        uint64[] memory guardians = new uint64[](size);
        uint64 first = FIRST_GUARDIAN + uint64(_chance(GUARDIANS - size + 1));
        for (uint64 place; place < size; ++place) guardians[place] = first + place;
        _formSet(guardians, _sets.length == 0 ? 2 : uint8(1 + _chance(size + 1)));
    }

    function _anySet() private returns (uint32) {
        return uint32(1 + _chance(_sets.length));
    }

    /// @dev The last ceremony mostly; one is started where there is none that waits.
    function _someCeremony() private returns (uint48) {
        uint256 count = _ceremonies.length;
        if (_rash && count != 0) return uint48(1 + _chance(count));
        bool waits = count != 0 && _ceremonies[count - 1].confirmed != _ceremonies[count - 1].members;
        if (waits && !_ceremonies[count - 1].accused) return uint48(count);
        VM.warp(block.timestamp + 60);
        for (uint32 set = uint32(_sets.length); set != 0 && _ceremonies.length == count; --set) {
            uint16 without = _oneIn(2) ? 0 : 1;
            uint256 place = _sets[set - 1].guardians.length - 1;
            _startCeremony(set, uint16(1 + _chance(2)), without, _guardianAt(set, place));
        }
        // Every set may be retired, or too small without its first.
        if (_ceremonies.length == count) _startWithNewSet();
        return uint48(count + 1);
    }

    function _somePlace(uint48 ceremony) private returns (uint256) {
        return _chance(_sets[_ceremonies[ceremony - 1].set - 1].guardians.length);
    }

    /// @dev A key in this state if there is one, any if not; if there is none at all, one is made.
    function _someKey(IOpeningKeys.KeyState state) private returns (uint256) {
        uint256 count = _known.length;
        if (count == 0) {
            _makeKey();
            count = _known.length;
        }
        uint256 start = _chance(count);
        for (uint256 n; n < count && !_rash; ++n) {
            uint256 k = (start + n) % count;
            if (_keys.keyStateOf(_known[k].id) == state) return k;
        }
        return start;
    }

    function _makeKey() private {
        _startWithNewSet();
        uint48 ceremony = uint48(_ceremonies.length);
        _postAll(ceremony);
        _confirmAll(ceremony);
    }

    function _startWithNewSet() private {
        uint64[] memory guardians = new uint64[](2);
        (guardians[0], guardians[1]) = (FIRST_GUARDIAN, FIRST_GUARDIAN + 1);
        _formSet(guardians, 2);
        _startCeremony(uint32(_sets.length), 2, 0, FIRST_GUARDIAN);
    }

    function _postAll(uint48 ceremony) private {
        GhostCeremony storage c = _ceremonies[ceremony - 1];
        uint256 size = _sets[c.set - 1].guardians.length;
        for (uint256 place; place < size; ++place) {
            if (((c.members & ~c.posted1) >> place) & 1 != 0) _postPackage(ceremony, 1, place);
        }
        for (uint256 place; place < size; ++place) {
            if (((c.members & ~c.posted2) >> place) & 1 != 0) _postPackage(ceremony, 2, place);
        }
    }

    function _confirmAll(uint48 ceremony) private {
        GhostCeremony storage c = _ceremonies[ceremony - 1];
        for (uint256 place; place < _sets[c.set - 1].guardians.length; ++place) {
            if (((c.members & ~c.confirmed) >> place) & 1 != 0) _confirm(ceremony, place, true);
        }
    }
}
