"""Rates of the healing cascade: made from cascade.xml by chores/healing_model.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from math import sqrt

from microthermal.numerics.compiling import njit

DIGEST = "48cb55865cfb2350"
SPECIES = tuple("""
        alarmins debris matrix_fragments stasis hypoxia open_channels neutrophils inflammatory_macrophages
        repair_macrophages vessels open_epidermis new_epidermis epidermal_front cytokines interleukin_6 chemokines
        interleukin_10 wound_fibroblasts t_cells vacuole_debris regulatory_t_cells myofibroblasts apoptotic_t_cells
        heat_stress hsp70 hsp47 fibroblasts latent_tgf_b1 tgf_b1 tgf_b3 vegf mmp9 mmp1 timp1 slack aftermath
        fibrotic_collagen denatured_collagen native_collagen new_collagen_1 new_collagen_3 vasodilation oedema wnt
        hair_follicles hair_shaft androgen papilla vacuoles
""".split())
PARAMETERS = tuple("""
        injury_necrotic injury_removed injury_denatured injury_stressed injury_lymphocytes_lost
        injury_lymphocytes_apoptotic injury_vessels_closed injury_epidermis_open injury_torn injury_torn_epidermis
        zone_radius zone_open autoimmunity fibrotic_circuit androgen_sensitivity mechanical_circuit usual_procollagen
        usual_collagenase alarmin_loss debris_clearance debris_by_neutrophils debris_by_macrophages phagocyte_half
        alarmins_per_stressed debris_half stasis_closed_half stasis_death stasis_rescue hypoxia_loss
        hypoxia_by_closed_vessels hypoxia_half phagocyte_load fragment_loss channel_filling closure_half_time
        channel_half_time closure_radius closure_radius_limit closure_islands_left closure_confluent
        epidermis_maturation closure_end inflammation_by_open_epidermis cytokines_by_alarmins cytokines_by_neutrophils
        cytokines_by_macrophages cytokines_by_t_cells cytokine_loss repair_quieting interleukin_6_turnover
        chemokine_turnover inflammation_by_t_cells cytokines_by_fibroblasts interleukin_10_turnover
        interleukin_10_by_macrophages interleukin_10_by_alarmins interleukin_10_by_regulatory recruitment_border
        neutrophil_recruitment neutrophil_half neutrophil_loss neutrophil_clearance macrophage_recruitment
        macrophage_half macrophage_by_interleukin_6 inflammatory_macrophage_loss macrophage_switch switch_half
        repair_macrophage_loss macrophage_debris_half macrophages_by_myofibroblasts circuit_myofibroblast_half
        t_cell_turnover t_cell_recruitment regulatory_recruitment regulation_half apoptotic_clearance
        autoimmune_recruitment autoimmune_half heat_stress_loss hsp70_by_heat hsp70_loss hsp47_by_tgf
        hsp47_by_myofibroblasts hsp47_by_hsp70 hsp47_turnover tgf_half latent_tgf_by_open_epidermis
        latent_tgf_by_macrophages latent_tgf_by_myofibroblasts latent_tgf_turnover tgf_turnover activation_by_mmp9
        activation_by_macrophages tgf_b3_by_myofibroblasts tgf_b3_turnover vegf_by_hypoxia vegf_by_macrophages
        vegf_by_cytokines vegf_turnover mmp1_by_cytokines mmp1_half mmp1_restraint_by_tgf mmp1_by_macrophages
        mmp1_by_hsp70 mmp1_turnover mmp9_by_neutrophils mmp9_by_macrophages mmp9_restraint_by_tgf mmp9_turnover
        timp1_by_tgf timp1_by_interleukin_6 timp1_turnover timp1_share mmp1_by_channels mmp9_by_channels
        mmp1_by_slackness fibroblast_turnover fibroblast_growth fibroblast_half fibroblast_by_macrophages
        fibroblast_capacity myofibroblast_switch switch_tgf_half myofibroblast_loss myofibroblast_growth
        slack_tightening slackening_by_holes myofibroblast_release aftermath_mending aftermath_half
        circuit_macrophage_half denatured_loss denatured_by_mmp1 denatured_by_mmp9 native_turnover fibrotic_deposition
        fibrotic_half fibrotic_turnover fibrotic_maturation collagen_1_deposition collagen_3_deposition collagen_1_loss
        collagen_3_loss collagen_3_by_tgf_b3 synthesis_by_myofibroblasts synthesis_half synthesis_restraint
        fibrotic_by_circuit matrix_capacity slack_half synthesis_restraint_by_neutrophils dilation_by_heat
        dilation_by_cytokines dilation_half dilation_loss vessel_growth vessel_half vessel_capacity vessel_pruning
        erythema_by_vessels erythema_by_new_epidermis dilation_by_channels dilation_channel_half dilation_open_weight
        oedema_leak oedema_half oedema_drainage follicle_turnover follicle_by_perfusion follicle_gain_half
        follicle_attack follicle_attack_half follicle_by_inflammation wnt_turnover wnt_by_macrophages wnt_half
        follicle_by_wnt follicle_wnt_half follicle_inflammation_half shaft_turnover shaft_by_supply shaft_by_papilla
        androgen_turnover catagen_by_dkk1 dkk1_half papilla_turnover papilla_by_dkk1 follicle_by_papilla vacuole_closing
        vacuole_shedding
""".split())
PARAMETERS += tuple(f'{hand}_{name}' for hand in ('production', 'cause', 'restraint', 'start') for name in SPECIES)
FIXED = tuple("""
        closure_islands closure_way closure_open closure_speed
""".split())
ASSIGNED = tuple("""
        attack dying meal clearing closure_islands closure_way closure_open closure_speed closing migrating quiet
        inflammation recruitment switching regulation tgf_excess collagen_total pull relaxed collagenase gelatinase lack
        tension vigour room becoming_myofibroblasts synthesis_drive matrix space lysis procollagen synthesis crowding
        perfusion erythema dkk1 follicle_signal follicle_feed follicle_supply
""".split())
APART = (1, 3, 0, 0, 0, 0, 2, 2, 1, 1, 1, 0, 2, 0, 1, 1, 2, 1, 3, 1, 0, 2, 0, 1, 0, 6, 3, 3, 0, 0, 2, 1, 2, 2, 1, 0, 3, 0, 1, 4, 5, 2, 1, 2, 0, 0, 2, 1, 0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill(x, half):
    return x / (half + x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill2(x, half):
    return x * x / (half * half + x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill4(x, half):
    return x * x * x * x / (half * half * half * half + x * x * x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def above(x):
    return max(x - 1, 0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def below(x):
    return min(x, 1)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def positive(x):
    return max(x, 0)


@njit(cache=True, nogil=True, error_model='numpy')
def fix(p):
    """Quantities that follow from the constants alone, put behind them."""
    p[387] = sqrt(max(1 - p[0], p[38]))
    p[388] = min(p[10], p[37] / p[387]) / p[36]
    p[389] = max(p[11], hill4(hill4(p[7], p[39]), 0.5))
    p[390] = 1 / (p[388] * (p[34] + p[389] * (p[35] - p[34])))


@njit(cache=True, nogil=True, error_model='numpy')
def rates(y, p, dy):
    """Rates of change [1/d]."""
    attack = hill(y[6], p[22])
    dying = p[26] * attack * y[3]
    meal = p[22] * (1 + y[1] / p[31])
    clearing = p[19] + p[20] * hill(y[6], meal) + p[21] * hill(y[7] + y[8], meal)
    closing = 0.693147180559945 * p[390] * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[41])
    quiet = 1 / (1 + above(y[16]) / p[48])
    recruitment = p[57] + (1 - p[57]) * y[9]
    switching = p[66] / (1 + y[13] / p[67])
    regulation = 1 / (1 + above(y[20]) / p[75])
    tgf_excess = above(y[28])
    collagen_total = y[38] + y[36] + y[39] + y[40]
    pull = 1 / (1 + p[127] * y[34])
    relaxed = (1 - pull) * y[36] / max(collagen_total, 1e-12)
    collagenase = y[32] / ((1 - p[113]) + p[113] * y[33])
    gelatinase = y[31] / ((1 - p[113]) + p[113] * y[33])
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[15] * hill2(lack, p[150]))
    vigour = 1 / (1 + above(y[35]) / p[130])
    room = positive(1 - (y[26] + y[21]) / p[121])
    becoming_myofibroblasts = p[122] * hill2(tgf_excess, p[123]) * y[26]
    synthesis_drive = (y[26] * (1 + hill(tgf_excess, p[146])) + p[145] * y[21]) * y[25] / (1 + p[147] * y[13] + p[151] * y[6])
    matrix = y[38] + y[39] + y[40]
    space = positive(p[149] - matrix) / (p[149] - 1)
    lysis = collagenase / p[17]
    synthesis = synthesis_drive / p[16]
    crowding = positive(1 - y[9] / p[158])
    dkk1 = 1 + p[14] * y[46]
    follicle_signal = (y[9] - 1) + (y[30] - 1)
    follicle_feed = follicle_signal / (p[170] + abs(follicle_signal))
    follicle_supply = 1 + p[169] * follicle_feed + p[177] * hill(above(y[43]), p[178]) / (1 + above(dkk1) / p[185])
    dy[0] = p[191] * (p[240] + dying) - p[18] * y[0] - p[289] * y[0]
    dy[1] = p[192] * (p[241] + dying) - clearing * y[1] - p[290] * y[1]
    dy[2] = p[193] * (p[242] + clearing * y[1]) - p[32] * y[2] - p[291] * y[2]
    dy[3] = p[194] * p[243] - (p[27] * y[9] * y[3] + dying) - p[292] * y[3]
    dy[4] = p[195] * p[244] - p[28] * y[4] - p[293] * y[4]
    dy[5] = p[196] * p[245] - p[33] * y[5] - p[294] * y[5]
    dy[6] = p[197] * (p[246] + p[58] * hill2(y[15], p[59]) * recruitment) - p[60] * (1 + p[61] * y[8]) * y[6] - p[295] * y[6]
    dy[7] = p[198] * (p[247] + p[62] * hill2(y[13] + p[64] * y[14], p[63]) * hill(y[1] + y[19], p[69]) * recruitment) - (p[65] + switching) * y[7] - p[296] * y[7]
    dy[8] = p[199] * (p[248] + switching * y[7] + p[13] * p[70] * hill(y[21], p[71])) - p[68] * y[8] - p[297] * y[8]
    dy[9] = p[200] * (p[249] + p[159] + p[156] * hill(above(y[30]), p[157]) * y[9] * crowding) - p[159] * y[9] - p[298] * y[9]
    dy[10] = p[201] * p[250] - closing * y[10] - p[299] * y[10]
    dy[11] = p[202] * (p[251] + closing * y[10]) - p[40] * y[11] - p[300] * y[11]
    dy[12] = p[203] * (p[252] + p[390] * migrating) - p[390] * (1 - migrating) * y[12] - p[301] * y[12]
    dy[13] = p[204] * (p[253] + p[43] * y[0] + ((p[44] * y[6] + p[45] * y[7]) * hill(y[1] + y[19], p[24]) + p[52] * y[17]) * quiet + p[42] * y[10] + p[46] * above(y[18])) - p[47] * y[13] - p[302] * y[13]
    dy[14] = p[205] * (p[254] + p[49] * y[13] * quiet) - p[49] * y[14] - p[303] * y[14]
    dy[15] = p[206] * (p[255] + p[50] * y[13]) - p[50] * y[15] - p[304] * y[15]
    dy[16] = p[207] * (p[256] + p[53] + p[54] * y[8] + p[55] * y[0] + p[56] * above(y[20])) - p[53] * y[16] - p[305] * y[16]
    dy[17] = p[208] * (p[257] + p[32] * y[2]) - p[32] * y[17] - p[306] * y[17]
    dy[18] = p[209] * (p[258] + p[72] + (p[73] * (y[7] + y[8]) + p[12] * p[77] * hill2(above(y[18]), p[78])) * regulation) - p[72] * y[18] - p[307] * y[18]
    dy[19] = p[210] * p[259] - p[190] * y[19] - p[308] * y[19]
    dy[20] = p[211] * (p[260] + p[72] + p[74] * y[8]) - p[72] * y[20] - p[309] * y[20]
    dy[21] = p[212] * (p[261] + becoming_myofibroblasts + p[13] * p[125] * y[21] * hill(y[8], p[131]) * room * vigour) - (p[124] + p[128] * relaxed) * y[21] - p[310] * y[21]
    dy[22] = p[213] * p[262] - p[76] * y[22] - p[311] * y[22]
    dy[23] = p[214] * p[263] - p[79] * y[23] - p[312] * y[23]
    dy[24] = p[215] * (p[264] + p[81] + p[80] * y[23]) - p[81] * y[24] - p[313] * y[24]
    dy[25] = p[216] * (p[265] + p[85] + p[82] * hill(tgf_excess, p[86]) * y[26] + p[83] * y[21] + p[84] * above(y[24])) - p[85] * y[25] - p[314] * y[25]
    dy[26] = p[217] * (p[266] + p[117] + p[118] * y[26] * hill(tgf_excess + p[120] * y[8], p[119]) * room * vigour) - (p[117] * y[26] + becoming_myofibroblasts) - p[315] * y[26]
    dy[27] = p[218] * (p[267] + p[90] + p[88] * y[8] + p[89] * y[21] + p[87] * y[10]) - p[90] * y[27] - p[316] * y[27]
    dy[28] = p[219] * (p[268] + p[91] * y[27] * (1 - relaxed) * (1 + p[92] * above(y[31]) + p[93] * y[8])) - p[91] * y[28] - p[317] * y[28]
    dy[29] = p[220] * (p[269] + p[95] + p[94] * y[21]) - p[95] * y[29] - p[318] * y[29]
    dy[30] = p[221] * (p[270] + p[99] + p[96] * y[4] + p[97] * y[8] + p[98] * y[13]) - p[99] * y[30] - p[319] * y[30]
    dy[31] = p[222] * (p[271] + p[109] + p[106] * y[6] + p[107] * y[7] / (1 + y[28] / p[108]) + p[115] * y[5]) - p[109] * y[31] - p[320] * y[31]
    dy[32] = p[223] * (p[272] + p[105] + p[100] * y[26] * hill(y[13], p[101]) / (1 + p[102] * tgf_excess) + p[103] * y[8] + p[104] * above(y[24]) + p[114] * y[5] + p[116] * (1 - tension)) - p[105] * y[32] - p[321] * y[32]
    dy[33] = p[224] * (p[273] + p[112] + p[110] * hill(tgf_excess, p[86]) * y[26] + p[111] * y[14]) - p[112] * y[33] - p[322] * y[33]
    dy[34] = p[225] * p[274] - p[126] * y[34] - p[323] * y[34]
    dy[35] = p[226] * (p[275] + p[129]) - p[129] * y[35] - p[324] * y[35]
    dy[36] = p[227] * (p[276] + vigour * p[138] * below(lysis) * y[36] + p[136] * y[21] * hill2(tgf_excess, p[137]) + p[13] * p[148] * y[21]) - (p[138] * lysis + p[139]) * y[36] - p[325] * y[36]
    dy[37] = p[228] * p[277] - (p[132] + p[133] * collagenase + p[134] * gelatinase) * y[37] - p[326] * y[37]
    dy[38] = p[229] * (p[278] + p[135] * below(synthesis) * tension) - (p[135] * collagenase + dying) * y[38] - p[327] * y[38]
    dy[39] = p[230] * (p[279] + p[140] * above(synthesis) * space) - p[142] * collagenase * y[39] - p[328] * y[39]
    dy[40] = p[231] * (p[280] + p[141] * above(synthesis) * space * ((1 - p[144]) + p[144] * y[29])) - p[143] * y[40] - p[329] * y[40]
    dy[41] = p[232] * (p[281] + p[153] * hill(y[13], p[154]) + p[162] * hill(y[5] + p[164] * y[10], p[163])) - p[155] * y[41] - p[330] * y[41]
    dy[42] = p[233] * (p[282] + p[165] * hill(y[13], p[166])) - p[167] * y[42] - p[331] * y[42]
    dy[43] = p[234] * (p[283] + p[174] + p[175] * hill(y[8], p[176])) - p[174] * y[43] - p[332] * y[43]
    dy[44] = p[235] * (p[284] + p[168] * follicle_supply * ((1 - p[188]) + p[188] * y[47])) - (p[168] * (1 + p[184] * above(dkk1)) + p[171] * hill4(above(y[18]), p[172]) + p[173] * hill4(y[7], p[179])) * y[44] - p[333] * y[44]
    dy[45] = p[236] * (p[285] + p[180] * ((1 - p[182]) + p[182] * y[47]) * (1 + p[181] * follicle_feed)) - p[180] * y[45] - p[334] * y[45]
    dy[46] = p[237] * (p[286] + p[183]) - p[183] * y[46] - p[335] * y[46]
    dy[47] = p[238] * (p[287] + p[186]) - p[186] * (1 + p[187] * above(dkk1) * (2 - below(y[44]))) * y[47] - p[336] * y[47]
    dy[48] = p[239] * p[288] - p[189] * y[48] - p[337] * y[48]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[22])
    dying = p[26] * attack * y[3]
    meal = p[22] * (1 + y[1] / p[31])
    clearing = p[19] + p[20] * hill(y[6], meal) + p[21] * hill(y[7] + y[8], meal)
    closing = 0.693147180559945 * p[390] * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[41])
    quiet = 1 / (1 + above(y[16]) / p[48])
    inflammation = y[13] + y[14] + p[51] * above(y[18])
    recruitment = p[57] + (1 - p[57]) * y[9]
    switching = p[66] / (1 + y[13] / p[67])
    regulation = 1 / (1 + above(y[20]) / p[75])
    tgf_excess = above(y[28])
    collagen_total = y[38] + y[36] + y[39] + y[40]
    pull = 1 / (1 + p[127] * y[34])
    relaxed = (1 - pull) * y[36] / max(collagen_total, 1e-12)
    collagenase = y[32] / ((1 - p[113]) + p[113] * y[33])
    gelatinase = y[31] / ((1 - p[113]) + p[113] * y[33])
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[15] * hill2(lack, p[150]))
    vigour = 1 / (1 + above(y[35]) / p[130])
    room = positive(1 - (y[26] + y[21]) / p[121])
    becoming_myofibroblasts = p[122] * hill2(tgf_excess, p[123]) * y[26]
    synthesis_drive = (y[26] * (1 + hill(tgf_excess, p[146])) + p[145] * y[21]) * y[25] / (1 + p[147] * y[13] + p[151] * y[6])
    matrix = y[38] + y[39] + y[40]
    space = positive(p[149] - matrix) / (p[149] - 1)
    lysis = collagenase / p[17]
    procollagen = synthesis_drive * tension
    synthesis = synthesis_drive / p[16]
    crowding = positive(1 - y[9] / p[158])
    perfusion = y[9] * (1 + y[41])
    erythema = y[41] + p[160] * above(y[9]) + p[161] * y[11]
    dkk1 = 1 + p[14] * y[46]
    follicle_signal = (y[9] - 1) + (y[30] - 1)
    follicle_feed = follicle_signal / (p[170] + abs(follicle_signal))
    follicle_supply = 1 + p[169] * follicle_feed + p[177] * hill(above(y[43]), p[178]) / (1 + above(dkk1) / p[185])
    q[0] = attack
    q[1] = dying
    q[2] = meal
    q[3] = clearing
    q[4] = p[387]
    q[5] = p[388]
    q[6] = p[389]
    q[7] = p[390]
    q[8] = closing
    q[9] = migrating
    q[10] = quiet
    q[11] = inflammation
    q[12] = recruitment
    q[13] = switching
    q[14] = regulation
    q[15] = tgf_excess
    q[16] = collagen_total
    q[17] = pull
    q[18] = relaxed
    q[19] = collagenase
    q[20] = gelatinase
    q[21] = lack
    q[22] = tension
    q[23] = vigour
    q[24] = room
    q[25] = becoming_myofibroblasts
    q[26] = synthesis_drive
    q[27] = matrix
    q[28] = space
    q[29] = lysis
    q[30] = procollagen
    q[31] = synthesis
    q[32] = crowding
    q[33] = perfusion
    q[34] = erythema
    q[35] = dkk1
    q[36] = follicle_signal
    q[37] = follicle_feed
    q[38] = follicle_supply


@njit(cache=True, nogil=True, error_model='numpy')
def initial_state(p, y):
    """Species just after an injury."""
    y[0] = p[338] + p[0] + p[23] * p[3]
    y[1] = p[339] + p[0] - p[1] - p[9]
    y[2] = p[340]
    y[3] = p[341] + p[3] * hill4(p[6], p[25])
    y[4] = p[342] + p[29] * hill(p[6], p[30])
    y[5] = p[343] + p[1]
    y[6] = p[344]
    y[7] = p[345]
    y[8] = p[346]
    y[9] = p[347] * (1 - p[6])
    y[10] = p[348] + p[7] * (1 - p[348])
    y[11] = p[349] * (1 - p[7])
    y[12] = p[350] * (1 - p[7] / (p[348] + p[7] + 1e-12))
    y[13] = p[351]
    y[14] = p[352]
    y[15] = p[353]
    y[16] = p[354]
    y[17] = p[355]
    y[18] = p[356] * (1 - p[4])
    y[19] = p[357] + p[9]
    y[20] = p[358] * (1 - p[4])
    y[21] = p[359] * (1 - p[0])
    y[22] = p[360] + p[356] * p[5]
    y[23] = p[361] + p[3]
    y[24] = p[362]
    y[25] = p[363]
    y[26] = p[364] * (1 - p[0])
    y[27] = p[365]
    y[28] = p[366]
    y[29] = p[367]
    y[30] = p[368]
    y[31] = p[369]
    y[32] = p[370]
    y[33] = p[371]
    y[34] = p[372] + (p[1] + p[2]) * (1 - p[372])
    y[35] = p[373]
    y[36] = p[374] * positive(1 - p[1] - p[2])
    y[37] = p[375] * (1 - p[1]) + p[2]
    y[38] = p[376] * positive(1 - p[1] - p[2])
    y[39] = p[377] * positive(1 - p[1] - p[2])
    y[40] = p[378] * positive(1 - p[1] - p[2])
    y[41] = p[379] + p[152] * p[3]
    y[42] = p[380]
    y[43] = p[381]
    y[44] = p[382]
    y[45] = p[383]
    y[46] = p[384]
    y[47] = p[385]
    y[48] = p[386] + p[8]
